import Foundation
internal import GRDB
public import SalesCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension StoreErrorCode {
    /// The file was deleted, moved or replaced while the store was open; nothing is written until it is back.
    public static let replaced = Self(rawValue: "replaced")
}

// The one place where errors of SQLite, GRDB and the file system become ours. Messages name the file and what to do;
// SQL and values stay out of them.
extension StoreError {
    /// Any error that a request or the opening of a file met.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case is CancellationError:
            self.init(.cancelled, message: "The request to \(path) was cancelled; nothing was changed.")
        case let error as DatabaseError: self.init(error, path: path)
        case let error as RowReader.Unreadable:
            self.init(.corrupt, message: Self.unreadable(path, "“\(error.column)” holds no \(error.expected)"))
        case is RowDecodingError:
            self.init(.corrupt, message: Self.unreadable(path, "a column holds a value of another kind"))
        default: self.init(.other, message: "The store \(path) failed: \(error)")
        }
    }

    /// An error of SQLite (https://www.sqlite.org/rescode.html), told by its primary code.
    private init(_ error: DatabaseError, path: String) {
        let detail = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .locked,
                advice: .later(after: nil),
                message:
                    "The store \(path) is locked by another program. Wait until it is done, or end it, and try again."
            )
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(path)
        case .SQLITE_FULL:
            self.init(
                .full,
                advice: .later(after: nil),
                message: "The disk of \(path) is full; nothing was changed. Make room and try again."
            )
        case .SQLITE_NOTADB: self = .notSQLite(path: path)
        case .SQLITE_CORRUPT, .SQLITE_FORMAT: self.init(.corrupt, message: Self.unreadable(path, detail))
        case .SQLITE_INTERRUPT, .SQLITE_ABORT:
            self.init(.cancelled, message: "The request to \(path) was interrupted; nothing was changed.")
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PROTOCOL, .SQLITE_NOLFS:
            self.init(
                .unavailable,
                advice: .later(after: nil),
                message: "The store \(path) cannot be opened or read: \(detail). Check the disk and the folder."
            )
        case .SQLITE_TOOBIG, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_RANGE:
            self.init(.invalidArgument, message: "The store \(path) refused a value: \(detail).")
        case .SQLITE_MISUSE:
            self.init(.unavailable, message: "The store \(path) is closed.")
        default: self.init(.other, message: "The store \(path) failed: \(detail).")
        }
    }

    /// An error of the file system.
    init(errno code: Int32, path: String) {
        let detail = String(cString: strerror(code))
        switch code {
        case EACCES, EPERM, EROFS: self = .readOnly(path)
        case ENOSPC, EDQUOT:
            self.init(
                .full,
                advice: .later(after: nil),
                message: "The disk of \(path) is full. Make room and try again."
            )
        case EISDIR: self = .notAFile(path: path)
        default:
            self.init(.unavailable, message: "The store \(path) cannot be opened: \(detail). Check the path.")
        }
    }

    /// A folder that could not be made.
    init(folder: String, path: String, _ error: any Error) {
        switch (error as? CocoaError)?.code {
        case .fileWriteNoPermission, .fileWriteVolumeReadOnly: self = .readOnly(folder)
        default:
            let reason = error.localizedDescription
            self.init(
                .unavailable,
                message: "The folder \(folder) for the store \(path) cannot be made: \(reason) Make it or name another."
            )
        }
    }

    /// A file of another format.
    static func notSQLite(path: String) -> StoreError {
        StoreError(
            .foreign,
            message: "\(path) is not a SQLite file, so it is no store. It was left as it is; name another file."
        )
    }

    /// Something else stands where the file should be.
    static func notAFile(path: String) -> StoreError {
        StoreError(.foreign, message: "\(path) is a folder or a device, so it is no store; name a file.")
    }

    /// The file is not at its path any more.
    static func deleted(path: String) -> StoreError {
        StoreError(
            .replaced,
            message: "The store \(path) was deleted or moved while it was in use; nothing is written to it any more."
                + " Put it back, or restore a backup, and start again."
        )
    }

    /// Another file is at its path.
    static func replaced(path: String) -> StoreError {
        StoreError(
            .replaced,
            message: "The store \(path) was replaced by another file while it was in use; nothing is written to it any"
                + " more. Start again to use the file that is there now."
        )
    }

    /// A SQLite file of some other program.
    static func foreign(path: String) -> StoreError {
        StoreError(
            .foreign,
            message: "\(path) is a SQLite file of another program. It was left as it is; name another file."
        )
    }

    /// A store of a program that is newer than this one.
    static func tooNew(path: String, found: Int64, known: Int64) -> StoreError {
        StoreError(
            .tooNew,
            message: "The store \(path) was made by a newer program (its tables are of version \(found), this program"
                + " knows \(known)). Install the newer program, or name another file."
        )
    }

    /// A store of ours whose record of migrations is gone.
    static func unversioned(path: String) -> StoreError {
        StoreError(.corrupt, message: unreadable(path, "it does not say which version its tables are of"))
    }

    /// A zone for the archive's days that is none.
    static func noZone(_ zone: String) -> StoreError {
        StoreError(
            .invalidArgument,
            message: "“\(zone)” is no time zone that this machine knows; write one such as Europe/London."
        )
    }

    /// A zone for the archive's days of a store that has another.
    static func otherZone(_ zone: String, than present: String, path: String) -> StoreError {
        StoreError(
            .invalidArgument,
            message: "The store \(path) archives in days of \(present), which was fixed when it was made; it cannot be"
                + " changed to \(zone)."
        )
    }

    /// The archive's days are those of a zone that this machine does not know.
    static func unknownZone(_ zone: String) -> StoreError {
        StoreError(
            .other,
            message: "The store archives in days of “\(zone)”, a time zone that this machine does not know. Update its"
                + " time zone data (on Debian: the package tzdata)."
        )
    }

    private static func readOnly(_ path: String) -> StoreError {
        StoreError(
            .readOnly,
            message: "\(path) cannot be written. Give your user write permission to the file and its folder, or name"
                + " another file."
        )
    }

    private static func unreadable(_ path: String, _ detail: String) -> String {
        "The store \(path) is damaged (\(detail)). Restore it from a backup; `sqlite3 FILE .recover` saves what it can."
    }
}
