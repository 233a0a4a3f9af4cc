/// Keeps whole, bounded objects for long: files on a disk or objects in S3.
///
/// It moves bytes and never formats them.
public protocol Archiver: Sendable {
    /// Writes an object if the key is free.
    ///
    /// The caller guarantees that no key goes on where another ends (`a` and `a/b`), which files could not hold. A key
    /// that ``ArchiveLimits/isKey(_:)`` refuses and an object of more than ``ArchiveLimits/objectBytes`` bytes are
    /// answered with ``ArchiveErrorCode/invalidArgument``. The archiver must make the whole object durable before it
    /// returns, or leave nothing, and must never change an object that is there: the same bytes again succeed as
    /// `.alreadyThere`, other bytes answer `.conflict`.
    /// - Promise: ARCHIVE-1 to ARCHIVE-4, ARCHIVE-7, ARCHIVE-8
    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite

    /// The bytes of an object as they are stored, or nil.
    ///
    /// - Promise: ARCHIVE-5
    func read(_ key: String) async throws(ArchiveError) -> [UInt8]?

    /// The keys that begin with a prefix, in byte order, a page of ``pageSize(_:)`` at a time.
    ///
    /// The prefix is any text, not only whole parts of a key; the empty one lists all.
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
    /// The longest key, in bytes.
    public static let keyBytes = 512

    /// Whether a text is a key: parts of `a-z 0-9 . _ -` between single slashes, none of them empty, `.` or `..`.
    public static func isKey(_ text: String) -> Bool {
        guard text.utf8.count <= keyBytes else { return false }
        return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.allSatisfy(isKeyCharacter)
        }
    }

    private static func isKeyCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

/// Why an archive failed.
public typealias ArchiveError = PortError<ArchiveErrorCode>

/// The kinds of failure of an archive.
public struct ArchiveErrorCode: PortErrorCode {
    /// The code's name.
    public let rawValue: String

    /// The code of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The place cannot be reached.
    public static let unavailable = Self(rawValue: "unavailable")
    /// Not allowed.
    public static let denied = Self(rawValue: "denied")
    /// No room is left.
    public static let full = Self(rawValue: "full")
    /// What was read is not what was written.
    public static let corrupt = Self(rawValue: "corrupt")
    /// The key or the object breaks what the caller guarantees.
    public static let invalidArgument = Self(rawValue: "invalid-argument")
    /// The task was cancelled.
    public static let cancelled = Self(rawValue: "cancelled")
    /// Anything else.
    public static let other = Self(rawValue: "other")
}
