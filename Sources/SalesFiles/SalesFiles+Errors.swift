internal import SalesCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

// The one place where errors of the file system become ours.
extension ArchiveError {
    /// Any failure of an archive of files.
    init(_ failure: FileFailure) {
        let path = failure.path
        switch failure.reason {
        case .system(let code): self.init(system: code, failure)
        case .cancelled:
            self.init(.cancelled, advice: .later(after: nil), message: "Work on the archive in \(path) was given up.")
        case .obstacle:
            self.init(
                .foreign,
                message: """
                    \(path) is a symbolic link, a device or a folder, where the archive keeps a file or a folder of \
                    its own; it was left as it is. Move it elsewhere.
                    """
            )
        case .tooLarge(let size):
            self.init(
                .corrupt,
                message: """
                    \(path) has \(size) bytes, and no object of an archive has more than \(ArchiveLimits.objectBytes). \
                    Look at what it is.
                    """
            )
        case .changed:
            self.init(
                .corrupt,
                advice: .later(after: nil),
                message: "\(path) changed while it was read. Look at what writes to it; nothing should."
            )
        }
    }

    private init(system code: Int32, _ failure: FileFailure) {
        let path = failure.path
        let later = RetryAdvice.later(after: nil)
        switch code {
        case ENOSPC, EDQUOT:
            self.init(
                .full,
                advice: later,
                message: "There is no room left for \(path); nothing is there under that name. Make room and try again."
            )
        // The file itself was made and written, so that no right is missing.
        case EPERM where failure.action == .publishing, EOPNOTSUPP where failure.action == .publishing,
            ENOSYS where failure.action == .publishing:
            self.init(
                .other,
                message: """
                    The file system of \(path) has no hard links, so that nothing can be published there without the \
                    risk of overwriting. Keep the archive on one that has them, such as ext4, XFS or NFS.
                    """
            )
        case EACCES, EPERM, EROFS:
            self.init(
                .denied,
                message: "\(Self.sentence(failure, code)) Let this user read and write there, or name another folder."
            )
        case ENOENT where failure.action == .openingRoot:
            self.init(
                .unavailable,
                advice: later,
                message: "There is no folder \(path) for the archive. Make it, or mount its disk, and try again."
            )
        case ENOTDIR where failure.action == .openingRoot:
            self.init(.unavailable, message: "\(path) is no folder, so that no archive can be there; name a folder.")
        case ENAMETOOLONG:
            self.init(
                .invalidArgument,
                message: "\(path) is a longer name than the file system takes, mostly 255 bytes for a part of a key."
            )
        default:
            self.init(
                .unavailable,
                advice: later,
                message: "\(Self.sentence(failure, code)) Check the disk and the folder."
            )
        }
    }

    /// What was done, on what, and what the system said.
    private static func sentence(_ failure: FileFailure, _ code: Int32) -> String {
        let verb =
            switch failure.action {
            case .openingRoot, .openingFolder: "opened"
            case .makingFolder: "made"
            case .reading: "read"
            case .writing, .publishing: "written"
            case .syncing: "made durable"
            case .listing: "listed"
            }
        return "\(failure.path) could not be \(verb): \(String(cString: strerror(code)))."
    }
}
