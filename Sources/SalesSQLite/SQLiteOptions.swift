/// How a ``SQLiteStore`` uses its file.
public struct SQLiteOptions: Hashable, Sendable {
    /// How long a request waits for a lock that another program holds before it fails with `.locked`.
    public var busyTimeout: Duration
    /// How many requests read at the same time, at least 1; each takes a connection.
    public var maximumReaders: Int

    /// Five seconds and four readers, unless given.
    public init(busyTimeout: Duration = .seconds(5), maximumReaders: Int = 4) {
        self.busyTimeout = busyTimeout
        self.maximumReaders = maximumReaders
    }

    /// What a connection keeps of the file in memory, in KiB.
    static let cacheKibibytes = 16_384
    /// The size to which the write-ahead log is cut back after a checkpoint, in bytes.
    static let maximumLogBytes = 64 * 1_024 * 1_024
}
