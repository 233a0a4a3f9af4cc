import ArgumentParser
import SalesCore

/// `salesctl archive verify`.
struct ArchiveVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read everything that was archived and compare it with what was written.",
        discussion: """
            Ends with 65 where an object is missing or changed.
            Examples:
              salesctl archive verify --to file:/srv/prices
              salesctl archive verify --to file:/srv/prices --day 2026-11-24
            """
    )

    @OptionGroup(title: "Which archive") var which: ArchiveOptions

    @OptionGroup(title: "Which days") var days: ArchivedDays

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            try await session.withArchive(at: which.to) { archive in
                let found = try await archive.verify(days.range)
                guard found.runs > 0 else {
                    throw CommandFailure(
                        .notFound,
                        "This store has archived nothing\(days.words), so there was nothing to check."
                    )
                }
                try show(found, session)
                guard found.faults.isEmpty else {
                    throw CommandFailure(
                        .badData,
                        "\(CountedNoun.text(found.faults.count, "fault")): the archive is not as it was written."
                    )
                }
            }
        }
    }

    private func show(_ found: PriceArchive.Verification, _ session: Session) throws {
        switch session.format {
        case .json:
            try session.json(
                VerificationJSON(runs: found.runs, objects: found.objects, rows: found.rows, faults: found.faults)
            )
        case .table:
            for fault in found.faults { session.terminal.out(PlainText.safe(fault)) }
            let runs = CountedNoun.text(found.runs, "run")
            let objects = CountedNoun.text(found.objects, "object")
            let rows = CountedNoun.text(found.rows, "row")
            session.terminal.out(
                found.faults.isEmpty
                    ? "As written: \(runs), \(objects), \(rows)."
                    : "Of \(runs), as written: \(objects), \(rows)."
            )
        }
    }
}

/// What was found, for programs.
private struct VerificationJSON: Encodable {
    let runs: Int
    let objects: Int
    let rows: Int
    let faults: [String]
}
