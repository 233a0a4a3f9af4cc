public import Logging

/// People with accounts: signing up, proving addresses, stopping messages.
///
/// It stands beside ``Tracker`` on the same store and has no state of its own; any number may run at once.
public struct Accounts: Sendable {
    /// Where people, and what they follow, are kept.
    public let store: any AccountStore & TrackingStore
    /// The links of messages; nil where the installation has no address, so that mails carry digits in place of a link.
    public let links: Links?
    /// The settings.
    public let settings: Settings
    let key: LinkKey
    let notifiers: [Channel: any Notifier]
    let time: any TimeSource
    let random: RandomSource
    let logger: Logger

    /// Accounts on a store.
    ///
    /// - Parameters:
    ///   - store: where everything is kept.
    ///   - key: the installation's secret.
    ///   - base: the address under which links lead; nil where there is none.
    ///   - notifiers: the carriers of the channels that people have addresses on.
    ///   - settings: how much anybody may ask for, and how long a proof is good.
    ///   - time: the present moment, and waiting.
    ///   - random: secrets and identifiers; it must be cryptographically secure.
    ///   - logger: hears of failures of the store.
    public init(
        store: any AccountStore & TrackingStore,
        key: LinkKey,
        base: PageURL? = nil,
        notifiers: [any Notifier] = [],
        settings: Settings = Settings(),
        time: any TimeSource = SystemTime(),
        random: RandomSource = .system,
        logger: Logger = Logger(label: "sales-tracker")
    ) {
        self.store = store
        self.key = key
        links = base.flatMap { Links(base: $0, key: key) }
        self.notifiers = Dictionary(
            notifiers.filter(\.channel.hasAddresses).map { ($0.channel, $0) },
            uniquingKeysWith: { $1 }
        )
        self.settings = settings
        self.time = time
        self.random = random
        self.logger = logger
    }

    /// What accounts are set to.
    public struct Settings: Sendable {
        /// Sign-ups of one client in an hour; requests to sign in are counted by themselves, and as many are taken.
        public var signUpsPerClient: Int64
        /// Sign-ups of all clients in an hour.
        public var signUps: Int64
        /// How many letters an address gets.
        public var letters: [TokenLimit]
        /// How long a link is good.
        public var linkLifetime: Duration
        /// How long digits are good.
        public var digitLifetime: Duration
        /// How often digits may be guessed for one address within their lifetime.
        public var guesses: Int64
        /// How often one client may guess digits in an hour, for whatever addresses.
        public var guessesPerClient: Int64
        /// How often a person may ask in an hour for each thing that costs more than an answer: a message that tries a
        /// channel, a letter that proves an address, another address, all that is kept of them.
        public var wishes: Int64
        /// How long a link or digits that sign in are good.
        public var signInLifetime: Duration
        /// What texts may cost.
        public var texts: TextBudget
        /// How letters are tried again.
        public var delivery: DeliveryPolicy
        /// How long a worker holds a letter.
        public var lease: Duration
        /// How often a running worker looks for letters.
        public var idlePoll: Duration

        /// Twenty sign-ups an hour and client and 2,000 in all, three letters an hour and five a day to an address, a
        /// day for a link that verifies, ten minutes for digits and for what signs in (OWASP ASVS 5.0, 6.5.5), five
        /// guesses of digits, thirty an hour and client, five wishes an hour and person, unless given.
        public init(
            signUpsPerClient: Int64 = 20,
            signUps: Int64 = 2_000,
            letters: [TokenLimit] = TokenLimit.standard,
            linkLifetime: Duration = .seconds(86_400),
            digitLifetime: Duration = .seconds(600),
            guesses: Int64 = 5,
            guessesPerClient: Int64 = 30,
            wishes: Int64 = 5,
            signInLifetime: Duration = .seconds(600),
            texts: TextBudget = TextBudget(),
            delivery: DeliveryPolicy = DeliveryPolicy(),
            lease: Duration = .seconds(60),
            idlePoll: Duration = .seconds(1)
        ) {
            self.signUpsPerClient = signUpsPerClient
            self.signUps = signUps
            self.letters = letters
            self.linkLifetime = linkLifetime
            self.digitLifetime = digitLifetime
            self.guesses = guesses
            self.guessesPerClient = guessesPerClient
            self.wishes = wishes
            self.signInLifetime = signInLifetime
            self.texts = texts
            self.delivery = delivery
            self.lease = lease
            self.idlePoll = idlePoll
        }
    }
}

extension Accounts: CustomStringConvertible, CustomReflectable {
    /// What it is; never its parts, which hold a secret.
    public var description: String { "Accounts" }

    /// Nothing beside the description.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
