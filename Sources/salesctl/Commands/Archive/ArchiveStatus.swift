import ArgumentParser
import SalesCore

/// `salesctl archive status`.
struct ArchiveStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show which days are archived, which wait, and for how long things are kept.",
        discussion: """
            Example:
              salesctl archive status
            """
    )

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let standing = try await ArchiveStanding(session)
            switch session.format {
            case .json: try session.json(standing.json)
            case .table: standing.show(in: session)
            }
        }
    }
}

/// How the archive of a store stands, by what the store knows of it.
private struct ArchiveStanding {
    /// What is kept of a kind, and for how long; nil for ever.
    typealias Kept = (kind: Retained, rows: KeptRows, retention: Duration?)

    let waiting: [ArchiveDay]
    let runs: [ArchiveRun]
    let kept: [Kept]

    init(_ session: Session) async throws {
        let store = try session.archivedStore()
        waiting = try await store.daysToArchive(endedBy: session.now, limit: maximumPageSize)
        runs = try await PagedElements { (token) async throws(StoreError) in
            try await store.archiveRuns(of: ArchiveDay.shown, after: token, limit: maximumPageSize)
        }.all()
        var kept: [Kept] = []
        for kind in Retained.allCases {
            kept.append((kind, try await store.kept(kind), session.settings.archive.settings.retention[kind]))
        }
        self.kept = kept
    }

    private var archived: [ArchiveManifest] { runs.compactMap(\.manifest) }
    private var open: [ArchiveRun] { runs.filter(\.step.isOpen) }
    private var restored: [ArchiveRun] { runs.filter { $0.step == .restored || $0.step == .restoring } }

    func show(in session: Session) {
        let terminal = session.terminal
        let days = Set(archived.map(\.run.day)).count
        var facts = [("archived", "nothing yet")]
        if let first = archived.first, let last = archived.max(by: { $0.run < $1.run }) {
            let rows = CountedNoun.text(archived.reduce(0) { $0 + ($1.rows ?? 0) }, "row")
            let size = ByteWords.text(archived.reduce(0) { $0 + $1.bytes })
            facts[0].1 = "\(CountedNoun.text(days, "day")), \(first.run.day) to \(last.run.day): \(rows), \(size)"
        }
        facts.append(("waiting", waiting.isEmpty ? "no day" : waiting.map(\.description).joined(separator: ", ")))
        for run in open {
            facts.append(("begun", "\(run.id): \(run.step.rawValue), \(CountedNoun.text(run.rows, "row"))"))
        }
        for run in restored {
            let since = run.restoredAt.map { "since \(session.clock.row($0))" } ?? "begun"
            facts.append(("brought back", "\(run.id) \(since)"))
        }
        terminal.out(facts.map { (label: $0.0, value: $0.1) })
        var table = Table([
            .init("KEPT"), .init("ROWS", isNumeric: true), .init("OLDEST"), .init("FOR", overflow: .keep),
        ])
        for kind in kept {
            table.add([
                kind.kind.plural, "\(kind.rows.rows)",
                kind.rows.oldest.map { session.clock.row($0) } ?? "–",
                kind.retention.map(DurationText.text) ?? "ever",
            ])
        }
        for line in table.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) { terminal.out(line) }
    }

    struct JSON: Encodable {
        struct Run: Encodable {
            let day: String
            let run: Int
            let step: String
            let rows: Int
            let bytes: Int?
            let restoredAt: String?
        }
        struct Kept: Encodable {
            let kind: String
            let rows: Int
            let oldest: String?
            let seconds: Int64?
        }
        let waiting: [String]
        let runs: [Run]
        let kept: [Kept]
    }

    var json: JSON {
        JSON(
            waiting: waiting.map(\.description),
            runs: runs.map { run in
                JSON.Run(
                    day: run.id.day.description,
                    run: run.id.number,
                    step: run.step.rawValue,
                    rows: run.rows,
                    bytes: run.manifest?.bytes,
                    restoredAt: run.restoredAt?.description
                )
            },
            kept: kept.map { kind in
                JSON.Kept(
                    kind: kind.kind.rawValue,
                    rows: kind.rows.rows,
                    oldest: kind.rows.oldest?.description,
                    seconds: kind.retention?.components.seconds
                )
            }
        )
    }
}
