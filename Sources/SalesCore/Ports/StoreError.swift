/// Why a store could not do what it was asked.
public typealias StoreError = PortError<StoreErrorCode>

/// The kinds of failure of a store.
public struct StoreErrorCode: PortErrorCode {
    /// The code's name.
    public let rawValue: String

    /// The code of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The store cannot be reached or opened.
    public static let unavailable = Self(rawValue: "unavailable")
    /// Somebody else holds a lock for longer than the store waits.
    public static let locked = Self(rawValue: "locked")
    /// The store may be read but not written.
    public static let readOnly = Self(rawValue: "read-only")
    /// The disk is full.
    public static let full = Self(rawValue: "full")
    /// The file or database is not one of ours.
    public static let foreign = Self(rawValue: "foreign")
    /// The schema is newer than this program.
    public static let tooNew = Self(rawValue: "too-new")
    /// The data breaks the store's own rules.
    public static let corrupt = Self(rawValue: "corrupt")
    /// An argument breaks what the caller guarantees.
    public static let invalidArgument = Self(rawValue: "invalid-argument")
    /// The task was cancelled; nothing was changed.
    public static let cancelled = Self(rawValue: "cancelled")
    /// Anything else.
    public static let other = Self(rawValue: "other")
}
