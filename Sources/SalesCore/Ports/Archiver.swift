/// Keeps whole, bounded objects for long: files on a disk or objects in S3.
///
/// It moves bytes and never formats them.
public protocol Archiver: Sendable {
    /// Writes an object if the key is free.
    ///
    /// The caller guarantees a key of `a-z 0-9 . _ - /` without `..` and at most ``ArchiveLimits/objectBytes`` bytes.
    /// The archiver must make the whole object durable before it returns, or leave nothing, and must never change an
    /// object that is there: the same bytes again succeed as `.alreadyThere`, other bytes answer `.conflict`.
    /// - Promise: ARCHIVE-1 to ARCHIVE-4
    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite

    /// The bytes of an object as they are stored, or nil.
    ///
    /// - Promise: ARCHIVE-5
    func read(_ key: String) async throws(ArchiveError) -> [UInt8]?

    /// The keys that begin with a prefix, in byte order, a page at a time.
    ///
    /// - Promise: ARCHIVE-6
    func list(prefix: String, after token: PageToken?, limit: Int) async throws(ArchiveError) -> Page<String>
}

/// What writing an object gave.
public enum ArchiveWrite: Hashable, Sendable {
    /// Written, and durable.
    case written
    /// The same bytes were there.
    case alreadyThere
    /// Other bytes are there; nothing was changed.
    case conflict
}

/// The limits of archives.
public enum ArchiveLimits {
    /// The largest object; longer days are cut into parts.
    public static let objectBytes = 256 << 20
}

/// Why an archive failed; act on ``code`` and ``advice``, never on the text.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    ///
    /// Open: an archiver may have codes of its own.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's name.
        public let rawValue: String

        /// The code of this name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The place cannot be reached.
        public static let unavailable = Code(rawValue: "unavailable")
        /// Not allowed.
        public static let denied = Code(rawValue: "denied")
        /// No room is left.
        public static let full = Code(rawValue: "full")
        /// What was read is not what was written.
        public static let corrupt = Code(rawValue: "corrupt")
        /// The key or the object breaks what the caller guarantees.
        public static let invalidArgument = Code(rawValue: "invalid-argument")
        /// The task was cancelled.
        public static let cancelled = Code(rawValue: "cancelled")
        /// Anything else.
        public static let other = Code(rawValue: "other")
    }

    /// What kind of failure it is.
    public let code: Code
    /// Whether trying again can help.
    public let advice: RetryAdvice
    /// What happened, where, and what to do, for people.
    public let message: String

    /// A failure.
    public init(_ code: Code, advice: RetryAdvice = .never, message: String) {
        self.code = code
        self.advice = advice
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
