import Foundation
import SalesCore
import Testing

@testable import SalesFiles

@Suite("An archive in a folder")
struct FileArchiverTests {
    private static let key = "prices/date=2026-11-24/part-00000.csv"
    private static let bytes = Array("day,price\r\n".utf8)

    @Test("an object is a file at its key, in folders that are there for this user alone")
    func layout() async throws {
        try await withFolder { (folder) async throws in
            #expect(try await FileArchiver(folder: folder.path).write(Self.bytes, to: Self.key) == .written)
            #expect(try Data(contentsOf: folder.root.appending(path: Self.key)) == Data(Self.bytes))
            #expect(try folder.mode(Self.key) == 0o600)
            for made in ["prices", "prices/date=2026-11-24"] { #expect(try folder.mode(made) == 0o700) }
            #expect(try folder.names(in: "prices/date=2026-11-24") == ["part-00000.csv"], "nothing else is left there")
        }
    }

    @Test("what a writer left behind that ended while it wrote is never listed, and gone with the next write beside it")
    func leftovers() async throws {
        try await withFolder { (folder) async throws in
            let archiver = FileArchiver(folder: folder.path)
            try folder.put("prices/.Draft-0123456789abcdef", "half of a part")
            #expect(try await archiver.list(prefix: "", after: nil, limit: 10).elements == [])
            #expect(try await archiver.write(Self.bytes, to: "products/a.csv") == .written)
            #expect(try folder.names(in: "prices") == [".Draft-0123456789abcdef"], "nobody wrote there")
            #expect(try await archiver.write(Self.bytes, to: "prices/a.csv") == .written)
            #expect(try folder.names(in: "prices") == ["a.csv"])
            try folder.put("prices/.Draft-0123456789abcdef", "a part that has its name, too")
            #expect(try await archiver.write(Self.bytes, to: "prices/a.csv") == .alreadyThere)
            #expect(try folder.names(in: "prices") == ["a.csv"], "as who resumes the run finds it")
        }
    }

    @Test("a file that is still being written is nobody's to remove")
    func livingDraft() async throws {
        try await withFolder { (folder) async throws in
            let name = ".Draft-0123456789abcdef"
            try folder.put("prices/\(name)", "the beginning of a part")
            let writer = try Descriptor.openRoot(folder.path("prices")).openDraft(name)
            let isLocked = writer.lock(waits: false)
            #expect(isLocked)
            let archiver = FileArchiver(folder: folder.path)
            #expect(try await archiver.write(Self.bytes, to: "prices/a.csv") == .written)
            #expect(try folder.names(in: "prices") == [name, "a.csv"])
            let hasName = try writer.hasName()
            #expect(hasName)
        }
    }

    @Test("a write that finds the same bytes or others leaves no file of its own")
    func repetitions() async throws {
        try await withFolder { (folder) async throws in
            let archiver = FileArchiver(folder: folder.path)
            #expect(try await archiver.write(Self.bytes, to: "a.csv") == .written)
            #expect(try await archiver.write(Self.bytes, to: "a.csv") == .alreadyThere)
            #expect(try await archiver.write(Self.bytes + [0], to: "a.csv") == .conflict)
            #expect(try await archiver.write(Self.bytes.reversed(), to: "a.csv") == .conflict)
            #expect(try folder.names() == ["a.csv"])
        }
    }

    @Test("files and folders of others are left as they are and not listed, whatever they are called")
    func foreignFiles() async throws {
        try await withFolder { (folder) async throws in
            let archiver = FileArchiver(folder: folder.path)
            _ = try await archiver.write(Self.bytes, to: "a/b.csv")
            let others = ["README", "a/Notes.txt", "a/.Draft", "b c/d.csv", "lost+found/x", "é/x.csv", "a/b.csv~"]
            for name in others { try folder.put(name, "theirs") }
            try FileManager.default.createDirectory(atPath: folder.path("empty"), withIntermediateDirectories: false)
            #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
            #expect(try await archiver.list(prefix: "", after: nil, limit: 10).elements == ["a/b.csv"])
            _ = try await archiver.write(Self.bytes, to: "a/c.csv")
            for name in others { #expect(try String(contentsOfFile: folder.path(name), encoding: .utf8) == "theirs") }
            // A file of somebody else's whose name is a key is an object like any other.
            try folder.put("a/d.csv", "theirs")
            #expect(try await archiver.list(prefix: "a/d", after: nil, limit: 10).elements == ["a/d.csv"])
            #expect(try await archiver.write(Self.bytes, to: "a/d.csv") == .conflict)
        }
    }

    @Test("no symbolic link in the folder is followed, read, written through or listed")
    func links() async throws {
        try await withFolder { (folder) async throws in
            try folder.put("outside/secret.csv", "theirs")
            try folder.put("archive/a.csv", "ours")
            let files = FileManager.default
            let targets = ["file.csv": "../outside/secret.csv", "folder": "../outside", "none": "nowhere"]
            for (link, target) in targets {
                try files.createSymbolicLink(atPath: folder.path("archive/\(link)"), withDestinationPath: target)
            }
            let archiver = FileArchiver(folder: folder.path("archive"))
            #expect(try await archiver.list(prefix: "", after: nil, limit: 10).elements == ["a.csv"])
            #expect(try await archiver.list(prefix: "folder/", after: nil, limit: 10).elements == [])
            for key in ["file.csv", "folder/secret.csv", "folder/new.csv", "none"] {
                let written = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: key) }
                #expect(written?.code == .foreign && written?.message.contains("symbolic link") == true, "\(key)")
                let read = await #expect(throws: ArchiveError.self) { try await archiver.read(key) }
                #expect(read?.code == .foreign, "\(key)")
            }
            #expect(try folder.names(in: "outside") == ["secret.csv"])
            #expect(try String(contentsOfFile: folder.path("outside/secret.csv"), encoding: .utf8) == "theirs")
        }
    }

    @Test("a pipe at a key is in the way, and nobody waits for it")
    func pipe() async throws {
        try await withFolder { (folder) async throws in
            #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
            let archiver = FileArchiver(folder: folder.path)
            let read = await #expect(throws: ArchiveError.self) { try await archiver.read("pipe") }
            #expect(read?.code == .foreign && read?.advice == .never)
            let written = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: "pipe") }
            #expect(written?.code == .foreign)
        }
    }

    @Test("where a key goes on behind another, one of them is in the way of the other")
    func keysInKeys() async throws {
        try await withFolder { (folder) async throws in
            let archiver = FileArchiver(folder: folder.path)
            _ = try await archiver.write(Self.bytes, to: "a/b")
            for key in ["a", "a/b/c"] {
                let error = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: key) }
                #expect(error?.code == .foreign, "\(key)")
                #expect(try await archiver.read(key) == nil)
            }
        }
    }

    @Test("a key that is too long for a file is refused, and is nowhere")
    func longNames() async throws {
        try await withFolder { (folder) async throws in
            let archiver = FileArchiver(folder: folder.path)
            let longest = String(repeating: "a", count: 255)
            #expect(try await archiver.write(Self.bytes, to: longest) == .written)
            #expect(try await archiver.read(longest) == Self.bytes)
            for key in [longest + "a", "\(longest)a/b"] {
                let error = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: key) }
                #expect(error?.code == .invalidArgument, "\(String(describing: error))")
                #expect(try await archiver.read(key) == nil)
            }
            let deep = Array(repeating: "a", count: 200).joined(separator: "/")
            #expect(try await archiver.write(Self.bytes, to: "deep/\(deep)") == .written)
            #expect(try await archiver.list(prefix: "deep", after: nil, limit: 10).elements == ["deep/\(deep)"])
        }
    }

    @Test("a list begins at no token but that of a list")
    func tokens() async throws {
        try await withFolder { (folder) async throws in
            let archiver = FileArchiver(folder: folder.path)
            let error = await #expect(throws: ArchiveError.self) {
                try await archiver.list(prefix: "", after: PageToken(text: "../x"), limit: 10)
            }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test("several archivers that write and list at once see whole objects only")
    func together() async throws {
        try await withFolder { (folder) async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let archiver = FileArchiver(folder: folder.path)
                        for round in 0..<10 {
                            let bytes = [UInt8](repeating: UInt8(round), count: 10_000)
                            let answer = try await archiver.write(bytes, to: "a/\(round).csv")
                            #expect(answer != .conflict, "archiver \(number)")
                            for key in try await archiver.list(prefix: "", after: nil, limit: 100).elements {
                                #expect(try await archiver.read(key)?.count == 10_000)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try folder.names(in: "a") == (0..<10).map { "\($0).csv" })
        }
    }
}
