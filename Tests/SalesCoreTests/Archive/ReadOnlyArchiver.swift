import SalesCore

/// An archiver that nobody can write to, and that may give objects back otherwise than they are.
struct ReadOnlyArchiver: Archiver {
    private let inner: any Archiver
    private let change: @Sendable (String, [UInt8]) -> [UInt8]?

    /// - Parameter change: makes of a key and its bytes what is read; nil where nothing shall be there.
    init(_ inner: any Archiver, change: @escaping @Sendable (String, [UInt8]) -> [UInt8]? = { $1 }) {
        self.inner = inner
        self.change = change
    }

    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite {
        throw ArchiveError(.denied, message: "nobody writes here")
    }

    func read(_ key: String) async throws(ArchiveError) -> [UInt8]? {
        guard let bytes = try await inner.read(key) else { return nil }
        return change(key, bytes)
    }

    func list(prefix: String, after token: PageToken?, limit: Int) async throws(ArchiveError) -> Page<String> {
        try await inner.list(prefix: prefix, after: token, limit: limit)
    }
}
