import ArgumentParser
import SalesCore

/// `salesctl archive restore`.
struct ArchiveRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a day's prices back into the store, for some days.",
        discussion: """
            They stay as long as archive.keep_restored says, and are not archived again.
            Example:
              salesctl archive restore --to file:/srv/prices --day 2026-11-24
            """
    )

    @OptionGroup(title: "Which archive") var which: ArchiveOptions

    @Option(name: .long, help: ArgumentHelp("The day, as 2026-11-24.", valueName: "day"))
    var day: DayText

    @OptionGroup(title: "Global options") var options: GlobalOptions

    private static func words(of day: ArchiveDay, _ result: PriceArchive.Restoration) -> String {
        guard !result.runs.isEmpty else { return "\(day) is in the store." }
        let rows = "\(day) is in the store again: \(CountedNoun.text(result.rows, "row"))"
        guard result.superseded > 0 else { return "\(rows)." }
        return "\(rows), and \(result.superseded) left out that came in again later."
    }

    func run() async throws {
        try await Session.run(options) { session in
            try await session.withArchive(at: which.to) { archive in
                let day = day.day
                let result = try await session.untilInterrupted { try await archive.restore(day) }
                guard !result.runs.isEmpty || !result.present.isEmpty else {
                    throw CommandFailure(
                        .notFound,
                        "Nothing of \(day) was archived by this store; `salesctl archive status` says what was."
                    )
                }
                switch session.format {
                case .json:
                    try session.json([
                        "rows": result.rows, "runs": result.runs.count, "superseded": result.superseded,
                    ])
                case .table: session.terminal.out(Self.words(of: day, result))
                }
            }
        }
    }
}
