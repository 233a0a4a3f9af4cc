internal import SalesCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file that a store has open, so that it is noticed when its path leads somewhere else.
///
/// SQLite goes on writing into a file that was deleted or replaced, and all of it would be lost with the last handle
/// (https://www.sqlite.org/howtocorrupt.html §4.2).
struct OpenedFile: Hashable, Sendable {
    let path: String
    let identity: FileIdentity

    /// Makes sure that the path still leads to the file.
    ///
    /// - Throws: `.replaced` where it leads to another file or to none. Where it cannot be looked at, the next request
    ///   to SQLite tells why.
    func check() throws(StoreError) {
        switch FileIdentity.lookUp(path) {
        case .found(identity), .unknown: return
        case .found: throw .replaced(path: path)
        case .missing: throw .deleted(path: path)
        }
    }
}

/// Which file it is, whatever it is called: its device and its number there.
struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64

    /// What stands at a path.
    enum Lookup: Hashable, Sendable {
        case found(FileIdentity)
        case missing
        /// It could not be found out.
        case unknown
    }

    static func lookUp(_ path: String) -> Lookup {
        var status = stat()
        guard stat(path, &status) == 0 else { return [ENOENT, ENOTDIR].contains(errno) ? .missing : .unknown }
        return .found(FileIdentity(status))
    }

    /// Of what stat(2) or fstat(2) told.
    init(_ status: stat) {
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }
}
