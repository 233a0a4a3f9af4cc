import Foundation
import Testing

@Suite("An archive in a folder, from the terminal", .timeLimit(.minutes(15)))
struct ArchiveCommandTests {
    private struct Report: Decodable {
        struct Day: Decodable {
            let day: String
            let run: Int
            let rows: Int
            let objects: Int
        }
        let archived: [Day]
    }

    private struct Standing: Decodable {
        struct Run: Decodable {
            let day: String
            let step: String
            let rows: Int
        }
        let waiting: [String]
        let runs: [Run]
    }

    @Test(
        "Finished days go there whole, are shown as one history with the store, come back, and are seen to be changed"
    )
    func journey() async throws {
        try await PastHome.with { past in
            let (home, folder) = (past.home, past.folder)
            let to = ["--to", "file:\(folder)", "--format", "json"]
            let before: Standing = try await home.salesctl("archive", "status", "--format", "json").json()
            #expect((2...3).contains(before.waiting.count))
            let report: Report = try await home.salesctl(["archive"] + to).json()
            #expect(report.archived.map(\.day) == before.waiting)
            #expect(report.archived.allSatisfy { $0.run == 1 && $0.objects == 4 })
            let again: Report = try await home.salesctl(["archive", "run"] + to).json()
            #expect(again.archived.isEmpty)

            let stored: PastHome.History = try await home.salesctl("history", "1", "--format", "json").json()
            let whole: PastHome.History = try await home.salesctl(["history", "1", "--full"] + to).json()
            #expect(whole.prices.count == 49)
            #expect(stored.prices.count == 49 - report.archived.reduce(0) { $0 + $1.rows })

            let last = try #require(report.archived.last)
            #expect(try await home.salesctl(["archive", "restore", "--day", last.day] + to).status == 0)
            let restored: PastHome.History = try await home.salesctl("history", "1", "--format", "json").json()
            #expect(restored.prices.count == stored.prices.count + last.rows)
            let after: Standing = try await home.salesctl("archive", "status", "--format", "json").json()
            #expect(after.waiting.isEmpty && after.runs.last?.step == "restored")

            #expect(try await home.salesctl(["archive", "verify"] + to).status == 0)
            let part = URL(fileURLWithPath: "\(folder)/prices/date=\(last.day)/part-00000.csv")
            try (try Data(contentsOf: part) + Data("1".utf8)).write(to: part)
            let verified = try await home.salesctl(["archive", "verify", "--day", last.day, "--to", "file:\(folder)"])
            #expect(verified.status == 65)
            #expect(verified.output.contains("prices/date=\(last.day)/part-00000.csv"))
        }
    }

    @Test("What cannot be archived says why, with its exit code, and leaves the store as it was")
    func refusals() async throws {
        try await PastHome.with { past in
            let (home, folder) = (past.home, past.folder)
            let nowhere = try await home.salesctl("archive")
            #expect(nowhere.status == 64 && nowhere.errors.contains("--to"))
            let odd = try await home.salesctl("archive", "--to", "ftp://x/y")
            #expect(odd.status == 64 && odd.errors.contains("file:FOLDER"))
            let missing = try await home.salesctl("archive", "--to", "file:\(folder)/none")
            #expect(missing.status == 75 && missing.errors.contains("There is no folder"))
            let unknown = try await home.salesctl("archive", "restore", "--day", "2020-01-01", "--to", "file:\(folder)")
            #expect(unknown.status == 66)
            let day = try await home.salesctl("archive", "restore", "--day", "2020-02-30", "--to", "file:\(folder)")
            #expect(day.status == 64)
            try Data(PastHome.foreign.utf8).write(to: URL(fileURLWithPath: "\(folder)/archive.json"))
            let foreign = try await home.salesctl("archive", "--to", "file:\(folder)")
            #expect(foreign.status == 65 && foreign.errors.contains("another store"))
            let whole: PastHome.History = try await home.salesctl("history", "1", "--format", "json").json()
            #expect(whole.prices.count == 49)
        }
    }
}
