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
    /// A cancelled task may be answered with ``ArchiveErrorCode/cancelled``; nothing or the whole object is there then.
    /// - Promise: ARCHIVE-1 to ARCHIVE-4, ARCHIVE-7 to ARCHIVE-12
    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite

    /// The bytes of an object as they are stored, or nil.
    ///
    /// - Promise: ARCHIVE-5
    func read(_ key: String) async throws(ArchiveError) -> [UInt8]?

    /// The keys that begin with a prefix, in byte order, a page of ``pageSize(_:)`` at a time.
    ///
    /// The prefix is any text, not only whole parts of a key; the empty one lists all.
    /// - Promise: ARCHIVE-6, ARCHIVE-9
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
    /// The largest ``ArchivePlan/partBytes``: with a row more, and packed worse than not at all, it is within an object.
    public static let partBytes = 64 << 20
    /// The largest page of frozen rows.
    public static let pageRows = 16_384

    /// Whether a text is a key: parts of `a-z 0-9 . _ = -` between single slashes, none of them empty, `.` or `..`.
    public static func isKey(_ text: String) -> Bool {
        guard text.utf8.count <= keyBytes else { return false }
        return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.allSatisfy(isKeyCharacter)
        }
    }

    /// Holds a key and an object to the limits, as ``Archiver/write(_:to:)`` must before it writes.
    ///
    /// - Throws: ``ArchiveErrorCode/invalidArgument`` with what is wrong.
    public static func check(_ bytes: [UInt8], for key: String) throws(ArchiveError) {
        guard isKey(key) else {
            throw ArchiveError(
                .invalidArgument,
                message: "“\(key)” is no key of an archive; use a-z, 0-9, . _ = - and /, at most \(keyBytes) of them."
            )
        }
        guard bytes.count <= objectBytes else {
            let message = "The object has \(bytes.count) bytes; cut it into parts of at most \(objectBytes)."
            throw ArchiveError(.invalidArgument, message: message)
        }
    }

    /// Whether a key may begin with a text.
    package static func mayBeginKey(_ text: String) -> Bool {
        text.utf8.count <= keyBytes && text.utf8.allSatisfy { isKeyCharacter($0) || $0 == UInt8(ascii: "/") }
    }

    /// Holds a token to what lists of keys give out: the last key of a page.
    package static func check(_ token: PageToken?) throws(ArchiveError) {
        guard let token, !isKey(token.text) else { return }
        throw ArchiveError(.invalidArgument, message: "The list cannot begin there: this is no token of an archive.")
    }

    private static func isKeyCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "-"): true
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
    /// Something that somebody else wrote is in the way.
    public static let foreign = Self(rawValue: "foreign")
    /// The key or the object breaks what the caller guarantees.
    public static let invalidArgument = Self(rawValue: "invalid-argument")
    /// The task was cancelled.
    public static let cancelled = Self(rawValue: "cancelled")
    /// Anything else.
    public static let other = Self(rawValue: "other")
}
