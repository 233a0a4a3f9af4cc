import Foundation
import GRDB
import RunningPrograms
import Testing

@Suite("An archive that cannot be written, from the terminal", .timeLimit(.minutes(15)))
struct ArchiveFailureTests {
    /// Makes sure that a run failed so, that nothing left the store, and that the next run finishes what there was.
    private func expectFailure(
        _ status: Int32,
        _ words: String,
        of run: ProgramRun,
        _ past: PastHome,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(run.status == status, "\(run.errors)", sourceLocation: location)
        #expect(run.errors.contains(words) && run.output.isEmpty, "\(run.errors)", sourceLocation: location)
        #expect(try await past.living() == PastHome.rows, "something was purged", sourceLocation: location)
    }

    @Test(
        "A full disk ends it with 74 and says what to do; with room it goes on",
        .enabled("only root may mount a small disk") { await SmallDisk.canBeMade() }
    )
    func fullDisk() async throws {
        try await PastHome.with { past in
            try await SmallDisk.use { disk in
                let filler = disk.path + "/filler"
                _ = FileManager.default.createFile(atPath: filler, contents: nil)
                let handle = try #require(FileHandle(forWritingAtPath: filler))
                let page = Data(repeating: 1, count: 4_096)
                while (try? handle.write(contentsOf: page)) != nil {}
                try handle.close()
                let run = try await past.archive("--to", "file:\(disk.path)")
                try await expectFailure(74, "There is no room left for \(disk.path)/", of: run, past)
                #expect(run.errors.contains("Make room"))
                try FileManager.default.removeItem(atPath: filler)
                #expect(try await past.archive("--to", "file:\(disk.path)").status == 0)
                #expect(try await past.waiting().isEmpty)
            }
        }
    }

    @Test(
        "A disk that may not be written ends it with 77",
        .enabled("only root may mount a disk") { await SmallDisk.canBeMade() }
    )
    func readOnly() async throws {
        try await PastHome.with { past in
            try await SmallDisk.use { disk in
                try #require(await disk.protect())
                let run = try await past.archive("--to", "file:\(disk.path)")
                try await expectFailure(77, "Let this user read and write there", of: run, past)
            }
        }
    }

    @Test("Somebody else's file under a key of its own ends it with 65, and stays as it is")
    func foreignObject() async throws {
        try await PastHome.with { past in
            let day = try #require(try await past.waiting().first)
            let key = "prices/date=\(day)/part-00000.csv"
            try past.put("mine", at: key)
            let run = try await past.archive("--to", "file:\(past.folder)")
            try await expectFailure(65, "something else under \(key)", of: run, past)
            #expect(try String(contentsOfFile: "\(past.folder)/\(key)", encoding: .utf8) == "mine")
            try past.remove(key)
            #expect(try await past.archive("--to", "file:\(past.folder)").status == 0)
        }
    }

    @Test("A manifest that is another's, or is not what the store holds, ends it with 65")
    func manifest() async throws {
        try await PastHome.with { past in
            let day = try #require(try await past.waiting().first)
            let key = "manifests/date=\(day)/run-00001.json"
            try past.put("{}", at: key)
            let foreign = try await past.archive("--to", "file:\(past.folder)")
            try await expectFailure(65, "something else under \(key)", of: foreign, past)
            try past.remove(key)
            // A row that was verified goes behind the program's back.
            let queue = try DatabaseQueue(path: past.home.storePath)
            try await queue.write { db in
                try db.execute(
                    sql: "DELETE FROM prices_frozen WHERE observed_at = (SELECT min(observed_at) FROM prices_frozen)"
                )
            }
            try queue.close()
            let other = try await past.archive("--to", "file:\(past.folder)")
            #expect(other.status == 65 && other.errors.contains("nothing was purged"), "\(other.errors)")
            #expect(other.errors.contains("salesctl archive verify --day \(day)"))
            #expect(try await past.living() == PastHome.rows - 1)
        }
    }

    @Test("A part or manifest that was changed by hand is found by `verify`, and is not brought back")
    func changed() async throws {
        try await PastHome.with { past in
            let to = "file:\(past.folder)"
            let day = try #require(try await past.waiting().first)
            #expect(try await past.archive("--to", to).status == 0)
            let rows = try await past.living()
            let part = "prices/date=\(day)/part-00000.csv"
            let whole = try String(contentsOfFile: "\(past.folder)/\(part)", encoding: .utf8)
            try past.put(whole + "1", at: part)
            let restored = try await past.archive("restore", "--to", to, "--day", day)
            #expect(restored.status == 65 && restored.errors.contains(part), "\(restored.errors)")
            #expect(try await past.living() == rows)
            try past.put(whole, at: part)
            #expect(try await past.archive("verify", "--to", to).status == 0)
            try past.put("{}", at: "manifests/date=\(day)/run-00001.json")
            let verified = try await past.archive("verify", "--to", to)
            #expect(verified.status == 65 && verified.output.contains("manifests/date=\(day)/run-00001.json"))
        }
    }
}
