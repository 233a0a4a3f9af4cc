/// What names a store in its archive.
public struct ArchiveIdentity: Hashable, Codable, Sendable {
    /// 32 hexadecimal digits, drawn at random when the store was made.
    public let name: String
    /// The zone of its days, by its name in the IANA time zone database.
    public let zone: String

    /// A store's name and zone.
    public init(name: String, zone: String) {
        self.name = name
        self.zone = zone
    }
}

/// The fencing token of a lease on the ledger.
public struct ArchiveToken: Hashable, Sendable {
    /// The number, which only the store that gave it can read.
    public let number: Int64

    /// A token.
    public init(number: Int64) { self.number = number }
}

/// In what form a run is written: fixed when it is opened, so that whoever takes it up writes the same bytes.
public struct ArchivePlan: Hashable, Codable, Sendable {
    /// Of tables and cells: ``currentVersion``.
    public var version: Int
    /// A part ends with the row that brings it to so many bytes, before packing.
    public var partBytes: Int
    /// How parts are packed.
    public var coding: ArchiveCoding

    /// A plan, with the limits held.
    public init(version: Int = currentVersion, partBytes: Int = standardPartBytes, coding: ArchiveCoding = .none) {
        self.version = version
        self.partBytes = min(max(partBytes, 1), ArchiveLimits.partBytes)
        self.coding = coding
    }

    /// The form that this program writes.
    public static let currentVersion = 1
    /// 16 MiB: some 200,000 rows.
    public static let standardPartBytes = 16 << 20
}

/// How far the archiving of a day has come.
public struct ArchiveRun: Hashable, Sendable {
    /// Names a run: a day and which of its runs.
    public struct ID: Hashable, Codable, Comparable, Sendable, CustomStringConvertible {
        /// The day.
        public var day: ArchiveDay
        /// From 1; later ones hold rows that came after an earlier one was purged.
        public var number: Int

        /// The run of a day.
        public init(day: ArchiveDay, number: Int) {
            self.day = day
            self.number = number
        }

        /// The order of the days, and within a day of the numbers.
        public static func < (lhs: Self, rhs: Self) -> Bool { (lhs.day, lhs.number) < (rhs.day, rhs.number) }

        /// `2026-11-24`, and `2026-11-24, run 2` for later ones.
        public var description: String { number == 1 ? day.description : "\(day), run \(number)" }
    }

    /// The steps in their order.
    public enum Step: String, Codable, Sendable, CaseIterable {
        /// It is opened and holds no rows yet.
        case planned
        /// It holds its rows.
        case frozen
        /// They were written and read back.
        case verified
        /// They are no longer in `prices`.
        case purged
        /// They are being brought back.
        case restoring
        /// They are in `prices` again, beside the archive.
        case restored

        /// Whether its day has work.
        public var isOpen: Bool { self == .planned || self == .frozen || self == .verified }

        /// Whether rows that were purged are in the store again, or some of them.
        public var isBroughtBack: Bool { self == .restoring || self == .restored }
    }

    /// Its day and number.
    public let id: ID
    /// From when to when its day is, as the store reckons it.
    public let span: Range<Timestamp>
    /// In what form it is written.
    public var plan: ArchivePlan
    /// How far it has come.
    public var step: Step
    /// How many rows it holds; 0 before it is frozen.
    public var rows: Int
    /// What was read back; nil before.
    public var manifest: ArchiveManifest?
    /// When its rows were brought back; nil unless they are there.
    public var restoredAt: Timestamp?

    /// A run.
    public init(
        id: ID,
        span: Range<Timestamp>,
        plan: ArchivePlan,
        step: Step = .planned,
        rows: Int = 0,
        manifest: ArchiveManifest? = nil,
        restoredAt: Timestamp? = nil
    ) {
        self.id = id
        self.span = span
        self.plan = plan
        self.step = step
        self.rows = rows
        self.manifest = manifest
        self.restoredAt = restoredAt
    }
}

/// What a run became in the archive.
public struct ArchiveManifest: Hashable, Sendable {
    /// One object.
    public struct Part: Hashable, Sendable {
        /// Whose rows it holds.
        public var table: ArchiveTable
        /// Its key in the ``Archiver``.
        public var key: String
        /// Its rows.
        public var rows: Int
        /// Its bytes, as they are stored.
        public var bytes: Int
        /// The SHA-256 of these in lower-case hexadecimal digits, of what was read back.
        public var sha256: String
        /// The first and last of the numbers that its rows begin with: of products in `prices`; nil without rows.
        public var numbers: ClosedRange<Int64>?

        /// One object.
        public init(
            table: ArchiveTable,
            key: String,
            rows: Int,
            bytes: Int,
            sha256: String,
            numbers: ClosedRange<Int64>?
        ) {
            self.table = table
            self.key = key
            self.rows = rows
            self.bytes = bytes
            self.sha256 = sha256
            self.numbers = numbers
        }
    }

    /// The manifest before it.
    public struct Previous: Hashable, Codable, Sendable {
        /// Its key.
        public var key: String
        /// The SHA-256 of its object, in lower-case hexadecimal digits.
        public var sha256: String

        /// A manifest.
        public init(key: String, sha256: String) {
            self.key = key
            self.sha256 = sha256
        }
    }

    /// Whose archive it is.
    public var store: ArchiveIdentity
    /// The run.
    public var run: ArchiveRun.ID
    /// From when to when the day was.
    public var span: Range<Timestamp>
    /// In what form the parts are written.
    public var plan: ArchivePlan
    /// From 1: how many manifests the store has recorded with this one.
    public var sequence: Int
    /// The one before it; nil for the first.
    public var previous: Previous?
    /// The objects: those of `prices` in the order of the rows, then those of the other tables.
    public var parts: [Part]
    /// When the last was read back.
    public var verifiedAt: Timestamp

    /// A manifest.
    public init(
        store: ArchiveIdentity,
        run: ArchiveRun.ID,
        span: Range<Timestamp>,
        plan: ArchivePlan,
        sequence: Int,
        previous: Previous?,
        parts: [Part],
        verifiedAt: Timestamp
    ) {
        self.store = store
        self.run = run
        self.span = span
        self.plan = plan
        self.sequence = sequence
        self.previous = previous
        self.parts = parts
        self.verifiedAt = verifiedAt
    }

    /// The parts of a table.
    public func parts(of table: ArchiveTable) -> [Part] { parts.filter { $0.table == table } }

    /// The rows of `prices` in all parts together; nil where the sum is beyond Int.
    public var rows: Int? {
        var sum = 0
        for part in parts(of: .prices) {
            let (next, overflow) = sum.addingReportingOverflow(part.rows)
            guard !overflow else { return nil }
            sum = next
        }
        return sum
    }
}

/// What deleting a run's rows, or bringing them back, gave.
public enum PurgeResult: Hashable, Sendable {
    /// It is done: so many rows.
    case purged(rows: Int)
    /// The rows are not those of the manifest, or there is none; nothing was changed.
    case mismatch(found: Int)
    /// The lease was lost; nothing was changed.
    case conflict
}
