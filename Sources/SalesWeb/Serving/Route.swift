internal import HTTPTypes
import SalesCore

/// Who may ask for something.
enum Access: Hashable, Sendable {
    /// Everybody, signed in or not.
    case open
    /// Whoever is signed in.
    case people
    /// Whoever may see and change what concerns all people.
    case admins
}

/// One thing that can be asked for.
struct Route: Sendable {
    /// Who reads the answers.
    enum Kind: Hashable, Sendable {
        /// Programs: failures are problems in JSON.
        case api
        /// People: failures are pages, and whoever is not signed in is sent to do so.
        case page
    }

    /// How its requests are counted.
    enum Counting: Hashable, Sendable {
        /// By who is signed in, or by client.
        case usual
        /// By client more strictly beside that: it makes work for others.
        case costly
        /// Not at all, and nobody is asked who it is: for those who watch whether the service lives.
        case never
    }

    let method: HTTPRequest.Method
    /// As Hummingbird's router has it: `/api/v1/products/{id}`.
    let path: String
    let access: Access
    let kind: Kind
    /// Whether mail programs ask for it without a page of ours (RFC 8058): a secret in its path stands for the person,
    /// so that no other site gains anything by asking.
    let isOneClick: Bool
    let counting: Counting
    /// What programs are told of it in the description of the API; nil for what only browsers ask for.
    let operation: APIOperation?
    let handle: @Sendable (WebRequest) async throws -> WebAnswer

    /// - Parameter counting: nil for `costly` where it is open to all and changes something, unless mail programs ask for
    ///   it; else `usual`.
    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        for access: Access,
        as operation: APIOperation? = nil,
        kind: Kind = .api,
        isOneClick: Bool = false,
        counting: Counting? = nil,
        _ handle: @escaping @Sendable (WebRequest) async throws -> WebAnswer
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.operation = operation
        self.kind = kind
        self.isOneClick = isOneClick
        let isCostly = access == .open && !method.changesNothing && !isOneClick
        self.counting = counting ?? (isCostly ? .costly : .usual)
        self.handle = handle
    }

    /// What a session must be good for; nil where nobody has to be signed in.
    ///
    /// Pages are for browsers, whose sessions are good for all that their person may: they change addresses and erase
    /// people, which no program does by a token that only writes.
    var scope: AccountSession.Scope? {
        switch access {
        case .open: nil
        case .people where method.changesNothing: .read
        case .people: kind == .page ? .admin : .write
        case .admins: .admin
        }
    }
}

extension HTTPRequest.Method {
    /// Whether it only asks (RFC 9110 §9.2.1).
    var changesNothing: Bool { [.get, .head, .options, .trace].contains(self) }
}
