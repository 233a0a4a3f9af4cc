import ArgumentParser
import SalesCore

/// `salesctl archive run`.
struct ArchiveRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Archive every finished day that is not archived yet, oldest first, and forget what is old.",
        discussion: """
            A day is finished when it is over in the zone that `migrate` chose. Run it once a day, from cron, a timer or a \
            scheduled task; a second one that starts meanwhile ends at once with 75.
            Examples:
              salesctl archive run --to file:/srv/prices
              salesctl archive run --to s3://my-bucket/prices --dry-run
            """
    )

    @OptionGroup(title: "Which archive") var which: ArchiveOptions

    @Flag(name: .long, help: "Say which days there are to archive, and change nothing.")
    var dryRun = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: dryRun ? .reading : .changing) { session in
            guard !dryRun else { return try await showPlan(session) }
            try await session.withArchive(at: which.to) { archive in
                try show(try await archive.run(endedBy: session.now), session)
            }
        }
    }

    private func showPlan(_ session: Session) async throws {
        // What a flag names is judged as for the run itself.
        _ = try session.settings.archivePlace(which.to)
        let days = try await session.archivedStore().daysToArchive(endedBy: session.now, limit: maximumPageSize)
        switch session.format {
        case .json: try session.json(["days": days.map(\.description)])
        case .table:
            guard !days.isEmpty else { return session.terminal.out("Every finished day is archived.") }
            session.terminal.out("To archive: \(days.map(\.description).joined(separator: ", ")).")
        }
    }

    private func show(_ report: PriceArchive.Report, _ session: Session) throws {
        switch session.format {
        case .json: try session.json(ReportJSON(report))
        case .table:
            guard !report.finished.isEmpty || !report.forgotten.isEmpty else {
                return session.terminal.out("Every finished day is archived.")
            }
            for manifest in report.finished {
                let rows = CountedNoun.text(manifest.rows ?? 0, "row")
                let objects = CountedNoun.text(manifest.parts.count, "object")
                session.terminal.out(
                    "\(manifest.run): \(rows) in \(objects), \(ByteWords.text(manifest.bytes)); removed."
                )
            }
            for (kind, count) in report.forgotten.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                session.terminal.out("Forgotten: \(kind.words(count)).")
            }
        }
    }
}

/// What a run did, for programs.
private struct ReportJSON: Encodable {
    struct Day: Encodable {
        let day: String
        let run: Int
        let rows: Int
        let objects: Int
        let bytes: Int
    }

    let archived: [Day]
    let forgotten: [String: Int]

    init(_ report: PriceArchive.Report) {
        archived = report.finished.map { manifest in
            Day(
                day: manifest.run.day.description,
                run: manifest.run.number,
                rows: manifest.rows ?? 0,
                objects: manifest.parts.count,
                bytes: manifest.bytes
            )
        }
        forgotten = Dictionary(report.forgotten.map { ($0.key.rawValue, $0.value) }) { first, _ in first }
    }
}
