import Foundation
import Glibc

/// A file that a person named, opened to be read, or the reason why it cannot be.
enum InputFile {
    /// Why a file cannot be read.
    struct Failure: Error, Hashable {
        /// The errno(3).
        let number: Int32

        /// The exit code: a file that is kept from us is refused, and all else is as good as not there.
        var status: ExitStatus { number == EACCES || number == EPERM ? .refused : .notFound }

        /// Why, in words that follow a file's name and a colon.
        var words: String { String(cString: strerror(number)) }
    }

    /// The whole path of a file that an argument names.
    static func path(_ argument: String) throws(CommandFailure) -> String {
        do {
            return try PersonalPath.whole(argument, home: XDGFolder.home())
        } catch {
            throw CommandFailure(.usage, error.words)
        }
    }

    /// Opens a file.
    static func open(_ path: String) throws(Failure) -> FileHandle {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        var status = stat()
        let isFolder = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        if isFolder { throw Failure(number: EISDIR) }
        return handle
    }

    /// The beginning of a file.
    static func beginning(of path: String, bytes: Int) throws(Failure) -> Data {
        let handle = try open(path)
        do {
            return try handle.read(upToCount: bytes) ?? Data()
        } catch {
            throw Failure(number: EIO)
        }
    }
}
