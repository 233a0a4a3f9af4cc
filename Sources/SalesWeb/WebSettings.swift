import SalesCore

/// What an operator decides of a service.
public struct WebSettings: Hashable, Sendable {
    /// Who may become a person with an account.
    public enum Registration: String, CaseIterable, Sendable {
        /// Those whom the operator adds at the terminal.
        case closed
        /// Those whom an admin adds by their address, who prove it by the letter that they get.
        case invite
        /// Everybody.
        case open
    }

    /// Who may become a person with an account.
    public var registration: Registration
    /// Whether it serves one person alone, ``UserID/local``, who signs in by a link from the terminal.
    public var isPrivate: Bool
    /// What a client may take of the service.
    public var limits: WebLimits
    /// What a person may take of the tracker.
    public var people: PersonLimits
    /// The proxies whose word counts on who the client is.
    public var trustedProxies: TrustedProxies

    /// Nobody registers and nothing else is unusual, unless given.
    public init(
        registration: Registration = .closed,
        isPrivate: Bool = false,
        limits: WebLimits = WebLimits(),
        people: PersonLimits = PersonLimits(),
        trustedProxies: TrustedProxies = TrustedProxies()
    ) {
        self.registration = registration
        self.isPrivate = isPrivate
        self.limits = limits
        self.people = people
        self.trustedProxies = trustedProxies
    }
}

/// What one person may take of the tracker.
public struct PersonLimits: Hashable, Sendable {
    /// How many products a person follows at most.
    public var products: Int
    /// How many products a person adds in an hour at most, counted with those whose page gave no price; and how many
    /// pages they have looked at beside that, for a preview or a check.
    public var addsPerHour: Int64
    /// The shortest interval that a person may name.
    public var shortestInterval: Duration

    /// A thousand products, a hundred an hour, no more often than once a minute, unless given.
    public init(products: Int = 1_000, addsPerHour: Int64 = 100, shortestInterval: Duration = .seconds(60)) {
        self.products = products
        self.addsPerHour = addsPerHour
        self.shortestInterval = shortestInterval
    }
}
