import Foundation
import RunningPrograms
import SalesCore
import Testing

@testable import SalesFiles

@Suite("Failures of an archive in a folder")
struct FailureTests {
    private static let later = RetryAdvice.later(after: nil)

    @Test("a folder that is missing, or no folder, is told whatever is asked, and not made")
    func missing() async throws {
        try await withFolder { (folder) async throws in
            try folder.put("file")
            for (path, words) in [(folder.path("none"), "mount its disk"), (folder.path("file"), "is no folder")] {
                let archiver = FileArchiver(folder: path)
                let errors = [
                    await #expect(throws: ArchiveError.self) { _ = try await archiver.write([1], to: "a") },
                    await #expect(throws: ArchiveError.self) { _ = try await archiver.read("a") },
                    await #expect(throws: ArchiveError.self) {
                        _ = try await archiver.list(prefix: "", after: nil, limit: 1)
                    },
                    await #expect(throws: ArchiveError.self) {
                        _ = try await archiver.list(prefix: "É", after: nil, limit: 1)
                    },
                ]
                for error in errors {
                    #expect(error?.code == .unavailable && error?.message.contains(words) == true)
                    #expect(error?.message.contains(path) == true)
                }
            }
            #expect(try folder.names() == ["file"])
        }
    }

    @Test(
        "a full disk is full, nothing is there under the key, and the next write finds room that is there",
        .enabled("only root may mount a small disk") { await SmallDisk.canBeMade() }
    )
    func full() async throws {
        try await SmallDisk.use { (disk) async throws in
            let archiver = FileArchiver(folder: disk.path)
            let large = [UInt8](repeating: 1, count: 3 << 20)
            for _ in 0..<2 {
                let error = await #expect(throws: ArchiveError.self) { try await archiver.write(large, to: "a/large") }
                #expect(error?.code == .full && error?.advice == Self.later, "\(String(describing: error))")
                #expect(error?.message.contains("a/large") == true && error?.message.contains("Make room") == true)
                #expect(try await archiver.read("a/large") == nil)
                #expect(try FileManager.default.contentsOfDirectory(atPath: "\(disk.path)/a") == [])
            }
            let small = [UInt8](repeating: 2, count: 1 << 20)
            #expect(try await archiver.write(small, to: "a/small") == .written)
            #expect(try await archiver.read("a/small") == small)
        }
    }

    @Test(
        "a disk that is only to be read denies writing, and what is there is read",
        .enabled("only root may mount a disk") { await SmallDisk.canBeMade() }
    )
    func readOnly() async throws {
        try await SmallDisk.use { (disk) async throws in
            let archiver = FileArchiver(folder: disk.path)
            #expect(try await archiver.write([1], to: "a/b") == .written)
            try #require(await disk.protect())
            for key in ["a/c", "b/c", "d"] {
                let error = await #expect(throws: ArchiveError.self) { try await archiver.write([1], to: key) }
                #expect(error?.code == .denied && error?.advice == .never, "\(String(describing: error))")
            }
            #expect(try await archiver.read("a/b") == [1])
            #expect(try await archiver.list(prefix: "", after: nil, limit: 10).elements == ["a/b"])
        }
    }

    @Test(
        "what this user may not write or read is denied, with its path",
        .enabled("root may do everything") { geteuid() != 0 }
    )
    func denied() async throws {
        try await withFolder { (folder) async throws in
            let archiver = FileArchiver(folder: folder.path)
            _ = try await archiver.write([1], to: "a/b")
            chmod(folder.path("a/b"), 0)
            chmod(folder.path("a"), 0o500)
            defer { chmod(folder.path("a"), 0o700) }
            let written = await #expect(throws: ArchiveError.self) { try await archiver.write([1], to: "a/c") }
            let read = await #expect(throws: ArchiveError.self) { try await archiver.read("a/b") }
            for error in [written, read] {
                #expect(error?.code == .denied && error?.message.contains(folder.path) == true)
            }
        }
    }

    @Test(
        "every error of the system has the code of its cause, and says on what and what to do",
        arguments: [
            (ENOSPC, .writing, .full, later, "Make room"), (EDQUOT, .syncing, .full, later, "Make room"),
            (EACCES, .writing, .denied, .never, "Let this user"),
            (EPERM, .makingFolder, .denied, .never, "Let this user"),
            (EROFS, .writing, .denied, .never, "Let this user"), (EPERM, .publishing, .other, .never, "hard links"),
            (EOPNOTSUPP, .publishing, .other, .never, "hard links"), (EIO, .syncing, .unavailable, later, "durable"),
            (EIO, .reading, .unavailable, later, "could not be read"),
            (EMFILE, .openingFolder, .unavailable, later, "opened"),
            (ENAMETOOLONG, .writing, .invalidArgument, .never, "longer name"),
            (ENOENT, .openingRoot, .unavailable, later, "mount its disk"),
        ] as [(Int32, FileFailure.Action, ArchiveErrorCode, RetryAdvice, String)]
    )
    func codes(
        _ code: Int32,
        _ action: FileFailure.Action,
        _ expected: ArchiveErrorCode,
        _ advice: RetryAdvice,
        _ words: String
    ) {
        let error = ArchiveError(FileFailure(.system(code), action, "/archive/prices/a.csv"))
        #expect(error.code == expected && error.advice == advice)
        #expect(error.message.contains("/archive/prices/a.csv") && error.message.contains(words))
    }

    @Test("a file that is larger than any object is not read")
    func tooLarge() async throws {
        try await withFolder { (folder) async throws in
            try folder.put("a.csv")
            // It has the length without the bytes.
            #expect(truncate(folder.path("a.csv"), off_t(ArchiveLimits.objectBytes + 1)) == 0)
            let archiver = FileArchiver(folder: folder.path)
            let error = await #expect(throws: ArchiveError.self) { try await archiver.read("a.csv") }
            #expect(error?.code == .corrupt && error?.message.contains("\(ArchiveLimits.objectBytes)") == true)
            #expect(try await archiver.write([1], to: "a.csv") == .conflict)
        }
    }

    @Test("a call that is given up before it begins to write leaves nothing, and one that reads says so")
    func cancelled() async throws {
        try await withFolder { (folder) async throws in
            let archiver = FileArchiver(folder: folder.path)
            #expect(try await archiver.write([1], to: "there") == .written)
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                let written = await #expect(throws: ArchiveError.self) { try await archiver.write([1], to: "a/b") }
                let read = await #expect(throws: ArchiveError.self) { try await archiver.read("there") }
                return [written, read]
            }
            for error in await task.value { #expect(error?.code == .cancelled && error?.advice == Self.later) }
            #expect(try folder.names(in: "a") == [])
        }
    }
}
