/// An archive that lives as long as it is referenced, for tests and examples.
public actor MemoryArchiver: Archiver {
    private var objects: [String: [UInt8]] = [:]
    /// The keys in byte order.
    private var keys: [String] = []

    /// An empty archive.
    public init() {}

    /// Writes an object if the key is free.
    public func write(_ bytes: [UInt8], to key: String) throws(ArchiveError) -> ArchiveWrite {
        try ArchiveLimits.check(bytes, for: key)
        if let present = objects[key] { return present == bytes ? .alreadyThere : .conflict }
        objects[key] = bytes
        keys.insert(key, at: keys.partitionIndex { $0 > key })
        return .written
    }

    /// The bytes of an object, or nil.
    public func read(_ key: String) throws(ArchiveError) -> [UInt8]? {
        objects[key]
    }

    /// The keys that begin with a prefix, in byte order.
    public func list(
        prefix: String,
        after token: PageToken?,
        limit: Int
    ) throws(ArchiveError) -> Page<String> {
        // Keys are ASCII, in which the order of strings is that of bytes.
        let start = max(
            keys.partitionIndex { $0 >= prefix },
            token.map { t in keys.partitionIndex { $0 > t.text } } ?? 0
        )
        let rest = keys[start...].prefix { $0.hasPrefix(prefix) }
        let elements = Array(rest.prefix(pageSize(limit)))
        let next = elements.count < rest.count ? elements.last.map { PageToken(text: $0) } : nil
        return Page(elements: elements, next: next)
    }
}
