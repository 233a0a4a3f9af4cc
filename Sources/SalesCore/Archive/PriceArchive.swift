public import Logging

/// The archive of a store: moves its days into an ``Archiver``, checks them there, reads them and brings them back.
///
/// It owns the order of the steps and the form of what is written; the store owns which rows belong to a day, and the
/// archiver moves bytes. Everything may be stopped at any point: the next ``run(endedBy:)`` goes on where it stands.
public struct PriceArchive: Sendable {
    /// A store that can be archived.
    public typealias Store = ArchiveStore & CatalogueStore & PriceStore

    /// How an archive is written and for how long things are kept.
    public struct Settings: Sendable {
        /// In what form days are written that are not begun yet.
        public var plan = ArchivePlan()
        /// How long another program may be silent before its work is taken over: longer than an ``Archiver`` tries to
        /// reach its place, since that is when a program at work is.
        public var lease: Duration = .seconds(300)
        /// How long each kind is kept in the store; a kind that is not named is kept for ever.
        public var retention: [Retained: Duration] = [
            .alerts: .days(90), .events: .days(7), .dailyPrices: .days(400), .robots: .days(30),
        ]
        /// Whether an empty place is begun with although the store has archived days elsewhere.
        public var takesEmptyPlace = false
        /// How long days that were brought back stay in the store.
        public var restored: Duration = .days(7)

        /// The usual settings.
        public init() {}
    }

    let store: any Store
    let archiver: any Archiver
    let packer: any ArchivePacker
    let settings: Settings
    let time: any TimeSource
    let logger: Logger
    let progress: @Sendable (ArchiveProgress) -> Void

    /// The archive of a store in an archiver.
    ///
    /// - Parameter progress: is told what is being done, many times a second where much is.
    public init(
        of store: any Store,
        in archiver: any Archiver,
        packer: any ArchivePacker = PlainPacker(),
        settings: Settings = Settings(),
        time: any TimeSource = SystemTime(),
        logger: Logger,
        progress: @escaping @Sendable (ArchiveProgress) -> Void = { _ in }
    ) {
        self.store = store
        self.archiver = archiver
        self.packer = packer
        self.settings = settings
        self.time = time
        self.logger = logger
        self.progress = progress
    }
}

/// What an archive is busy with.
public struct ArchiveProgress: Hashable, Sendable {
    /// The steps in their order.
    public enum Phase: String, Sendable {
        /// Rows are taken out of the stream.
        case freezing
        /// Parts are written.
        case writing
        /// Parts are read back and compared with the store.
        case comparing
        /// Rows are deleted from the store.
        case purging
        /// Objects are read and checked.
        case verifying
        /// Objects are read for a history.
        case reading
        /// Rows are brought back.
        case restoring
    }

    /// The run.
    public var run: ArchiveRun.ID
    /// What is done.
    public var phase: Phase
    /// How many rows of it are done.
    public var rows: Int
    /// Of how many; nil where that is not known yet.
    public var total: Int?
}

extension Duration {
    /// So many times 24 hours.
    static func days(_ count: Int64) -> Duration { .seconds(count * 86_400) }
}
