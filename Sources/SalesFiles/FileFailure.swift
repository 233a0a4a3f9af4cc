#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why a call to the system failed, and on what.
struct FileFailure: Error, Hashable, Sendable {
    /// What was being done.
    enum Action: Hashable, Sendable {
        /// The archive's own folder was opened.
        case openingRoot
        case openingFolder
        case makingFolder
        case reading
        case writing
        /// A file or the names in a folder were made durable.
        case syncing
        /// A written file was given its name.
        case publishing
        case listing
    }

    /// What happened.
    enum Reason: Hashable, Sendable {
        /// The system's number of the error.
        case system(Int32)
        /// Something that is no file, or no folder, stands there.
        case obstacle
        /// A file is larger than any object.
        case tooLarge(Int)
        /// A file changed while it was read.
        case changed
        case cancelled
    }

    let reason: Reason
    let action: Action
    let path: String

    init(_ reason: Reason, _ action: Action, _ path: String) {
        self.reason = reason
        self.action = action
        self.path = path
    }

    /// The failure of the call that was made last.
    static func last(_ action: Action, _ path: String) -> FileFailure {
        FileFailure(.system(errno), action, path)
    }

    /// Whether what was asked for is just not there: a file is no folder of others, and a name that is too long is
    /// nobody's.
    var isAbsence: Bool {
        guard action != .openingRoot, case .system(let code) = reason else { return false }
        return code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG
    }

    /// Gives up where the task was cancelled.
    static func checkCancellation(at path: String) throws(FileFailure) {
        if Task.isCancelled { throw FileFailure(.cancelled, .reading, path) }
    }
}
