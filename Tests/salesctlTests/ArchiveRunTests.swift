import Foundation
import SalesCore
import SalesTesting
import Testing

@Suite("A run of the archive, from the terminal", .timeLimit(.minutes(15)))
struct ArchiveRunTests {
    private struct Plan: Decodable {
        struct Day: Decodable {
            let day: String
            let rows: Int
        }
        let days: [Day]
        let rows: Int
    }

    /// What the tests read of a run, once or by a schedule.
    private struct Report: Decodable {
        struct Day: Decodable {
            let day: String
            let rows: Int
        }
        let message: String?
        let archived: [Day]?
        let next: String?
    }

    @Test("`--dry-run` shows how many rows of each day wait, and changes nothing")
    func plan() async throws {
        try await PastHome.with { past in
            let to = ["--to", "file:\(past.folder)"]
            let waiting = try await past.waiting()
            let plan: Plan = try await past.home.salesctl(["archive", "--dry-run", "--format", "json"] + to).json()
            #expect(plan.days.map(\.day) == waiting)
            #expect(plan.rows == plan.days.reduce(0) { $0 + $1.rows })
            let table = try await past.home.salesctl(["archive", "--dry-run"] + to)
            #expect(table.output.contains("To archive: \(plan.days.count) days, \(plan.rows) rows."), "\(table.output)")
            #expect(try await past.living() == PastHome.rows)
            #expect(try FileManager.default.contentsOfDirectory(atPath: past.folder).isEmpty)
            #expect(try await past.home.salesctl(["archive"] + to).status == 0)
            #expect(try await past.living() == PastHome.rows - plan.rows)
            let none: Plan = try await past.home.salesctl(["archive", "--dry-run", "--format", "json"] + to).json()
            #expect(none.days.isEmpty && none.rows == 0)
            let other = past.folder + "-other"
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
            let elsewhere = try await past.home.salesctl(["archive", "--dry-run", "--to", "file:\(other)"])
            #expect(elsewhere.errors.contains("This place is empty") && elsewhere.output.isEmpty, "\(elsewhere.output)")
        }
    }

    @Test("`--day` archives that day alone, says that it is archived, and refuses one that is not over with 75")
    func oneDay() async throws {
        try await PastHome.with { past in
            let to = "file:\(past.folder)"
            let waiting = try await past.waiting()
            let day = try #require(waiting.last)
            // Not today, which may end meanwhile.
            let tomorrow = ArchiveDay(number: SystemTime().now.utcDay + 1)
            for options in [[], ["--dry-run"]] {
                let early = try await past.home.salesctl(["archive", "--to", to, "--day", "\(tomorrow)"] + options)
                #expect(early.status == 75, "\(early.errors)")
                #expect(early.errors.contains("\(tomorrow) is not over before"), "\(early.errors)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: past.folder).isEmpty)
            #expect(try await past.living() == PastHome.rows)

            let report: Report = try await past.archive("--to", to, "--day", day, "--format", "json").json()
            #expect(report.archived?.map(\.day) == [day])
            #expect(try await past.waiting() == Array(waiting.dropLast()))
            let again = try await past.archive("--to", to, "--day", day)
            #expect(again.status == 0 && again.output.contains("\(day) is archived already."), "\(again.output)")
            let never = try await past.archive("--to", to, "--day", "2020-01-01")
            #expect(never.status == 0 && never.output.contains("no rows of 2020-01-01"), "\(never.output)")
            let both = try await past.archive("--to", to, "--day", day, "--schedule", "00:05")
            #expect(both.status == 64 && both.errors.contains("leave out --day"), "\(both.errors)")
            let odd = try await past.archive("--to", to, "--schedule", "24:00")
            #expect(odd.status == 64, "\(odd.errors)")
        }
    }

    @Test("What is only in the archive is told of, nothing checked is not called whole, and a stray file hides no day")
    func told() async throws {
        try await PastHome.with { past in
            let to = "file:\(past.folder)"
            let nothing = try await past.archive("verify", "--to", to)
            #expect(nothing.status == 66 && nothing.errors.contains("archived nothing"), "\(nothing.errors)")
            let before = try await past.home.salesctl("history", "1")
            #expect(!before.errors.contains("only in the archive"))
            let run = try await past.archive("--to", to)
            #expect(run.status == 0 && run.output.contains("removed from the store."), "\(run.output)")
            for command in [["history", "1"], ["rules", "preview", "1", "--any-drop"]] {
                let partial = try await past.home.salesctl(command)
                #expect(partial.status == 0 && partial.errors.contains("only in the archive"), "\(partial.errors)")
            }
            let whole = try await past.home.salesctl("history", "1", "--full", "--to", to)
            #expect(whole.status == 0 && !whole.errors.contains("only in the archive"), "\(whole.errors)")
            try past.put("", at: "manifests/date=2020-01-01/run-00001.json")
            let listed = try await past.archive("ls", "--to", to)
            #expect(listed.status == 65 && listed.errors.contains("is no manifest"), "\(listed.errors)")
            #expect(listed.output.contains("ROWS"), "\(listed.output)")
        }
    }

    @Test("`--schedule` takes up what waits, says when it runs next, and ends with 0", arguments: [SIGTERM, SIGINT])
    func scheduled(_ signal: Int32) async throws {
        try await PastHome.with { past in
            let to = "file:\(past.folder)"
            let program = try await past.home.start(
                "archive",
                "run",
                "--to",
                to,
                "--schedule",
                "00:05",
                "--format",
                "json"
            )
            #expect(try await program.says("\"message\":\"archived\""))
            program.send(signal)
            let run = try await program.end()
            #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
            let lines = try run.jsonLines(as: Report.self)
            #expect(lines.map(\.message) == ["archived", "stopped"], "\(run.output)")
            #expect(lines.first?.archived?.isEmpty == false && lines.first?.next?.contains("T00:05:00.000Z") == true)
            #expect(try await past.living() < PastHome.rows)
            // Nobody is in the way of the next run.
            #expect(try await past.archive("--to", to).status == 0)
        }
    }

    @Test(
        "A run that a signal stops gives back what it holds, so that the next is not in its way",
        arguments: [SIGTERM, SIGINT]
    )
    func stopped(_ signal: Int32) async throws {
        let silent = try ScriptedServer(answer: { _, connection in !connection.waitForClose() })
        defer { silent.stop() }
        try await PastHome.with { past in
            let program = try await past.home.start(
                "archive",
                "--to",
                "s3://archive/prices",
                environment: [
                    "SALES_ARCHIVE_S3_ENDPOINT": silent.origin.absoluteString, "AWS_ACCESS_KEY_ID": "AKIDNOBODY",
                    "AWS_SECRET_ACCESS_KEY": Sandbox.secret,
                ]
            )
            await silent.waitForRequests()
            program.send(signal)
            let run = try await program.end()
            #expect(run.status == 75 && run.errors.contains("Stopped; what was begun goes on"), "\(run.errors)")
            #expect(try await past.living() == PastHome.rows)
            #expect(try await past.archive("--to", "file:\(past.folder)").status == 0)
        }
    }

    @Test("`--schedule` shows in the live line of a terminal when it runs next")
    func liveLine() async throws {
        try await PastHome.with { past in
            let terminal = try PseudoTerminal()
            let program = try await past.home.start(
                "archive",
                "--to",
                "file:\(past.folder)",
                "--schedule",
                "00:05",
                output: terminal.device
            )
            var text = ""
            while !text.contains("next run"), !program.hasEnded {
                text += terminal.text()
                try await Task.sleep(for: .milliseconds(20))
            }
            program.send(SIGTERM)
            let run = try await program.end()
            #expect(run.status == 0, "\(run.errors)")
            #expect(text.contains("removed from the store.") && text.contains("next run 2"), "\(text)")
        }
    }

    @Test("A schedule in the settings has `watch` archive as well, and one without a place is refused")
    func watch() async throws {
        try await PastHome.with { past in
            let settings = ["SALES_ARCHIVE_TO": "file:\(past.folder)", "SALES_ARCHIVE_SCHEDULE": "00:05"]
            let program = try await past.home.start("watch", "--format", "json", environment: settings)
            #expect(try await program.says("\"message\":\"archived\""), "\(program.output)")
            program.send(SIGTERM)
            let run = try await program.end()
            #expect(run.status == 0, "\(run.errors)")
            #expect(try await past.living() < PastHome.rows)
            let file = try past.home.file("c.yaml", "archive:\n  schedule: 12:30\n")
            let odd = try await past.home.salesctl("watch", "--config", file)
            #expect(odd.status == 65, "\(odd.errors)")
            #expect(odd.errors.contains("line 2 column 13: archive.schedule is set"), "\(odd.errors)")
        }
    }

    @Test("`doctor` says whose the place is, what was archived last and what waits for long, and writes nothing there")
    func doctor() async throws {
        try await PastHome.with { past in
            let settings = ["SALES_ARCHIVE_TO": "file:\(past.folder)"]
            func said() async throws -> ProgramRun { try await past.home.salesctl(["doctor"], environment: settings) }
            let before = try await said()
            #expect(before.status == 0 && before.output.contains("is nobody's"), "\(before.output)")
            #expect(before.output.contains("Not archived for more than a day"), "\(before.output)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: past.folder).isEmpty)
            #expect(try await past.archive(environment: settings).status == 0)
            let after = try await said()
            #expect(after.status == 0 && after.output.contains("is this store's"), "\(after.output)")
            #expect(after.output.contains("was archived last") && !after.output.contains("Not archived"))
            let empty = past.home.folder.path + "/empty"
            try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
            let elsewhere = try await past.home.salesctl(["doctor"], environment: ["SALES_ARCHIVE_TO": "file:\(empty)"])
            #expect(elsewhere.output.contains("holds none of the days"), "\(elsewhere.output)")
            try past.put("{}", at: "archive.json")
            let damaged = try await said()
            #expect(damaged.status == 65 && damaged.output.contains("archive.json is damaged"), "\(damaged.output)")
            try past.put(PastHome.foreign, at: "archive.json")
            let foreign = try await said()
            #expect(foreign.status == 65 && foreign.output.contains("archive of another store"), "\(foreign.output)")
            let missing = try await past.home.salesctl(
                ["doctor"],
                environment: ["SALES_ARCHIVE_TO": "file:\(past.folder)/none"]
            )
            #expect(missing.status == 75 && missing.output.contains("There is no folder"), "\(missing.output)")
        }
    }
}
