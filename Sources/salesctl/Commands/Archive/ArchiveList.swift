import ArgumentParser
import SalesCore

/// `salesctl archive ls`.
struct ArchiveList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "List what is in an archive, by its manifests.",
        discussion: """
            Examples:
              salesctl archive ls --to file:/srv/prices
              salesctl archive ls --to s3://my-bucket/prices --day 2026-11-24 --format json
            """
    )

    @OptionGroup(title: "Which archive") var which: ArchiveOptions

    @OptionGroup(title: "Which days") var days: ArchivedDays

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            try await session.withArchive(at: which.to) { archive in
                let listing = try await archive.manifests(of: days.range)
                try show(listing.manifests, session)
                guard listing.faults.isEmpty else {
                    throw CommandFailure(.badData, listing.faults.joined(separator: "\n"))
                }
            }
        }
    }

    private func show(_ manifests: [ArchiveManifest], _ session: Session) throws {
        guard session.format == .table else { return try session.json(manifests) }
        guard !manifests.isEmpty else {
            return session.terminal.out("Nothing\(days.words) is archived there.")
        }
        var table = Table([
            .init("DAY"), .init("RUN", isNumeric: true), .init("ROWS", isNumeric: true),
            .init("OBJECTS", isNumeric: true), .init("SIZE", isNumeric: true), .init("VERIFIED"),
        ])
        for manifest in manifests {
            table.add([
                manifest.run.day.description, "\(manifest.run.number)", "\(manifest.rows ?? 0)",
                "\(manifest.parts.count)", ByteWords.text(manifest.bytes),
                session.clock.row(manifest.verifiedAt),
            ])
        }
        let terminal = session.terminal
        for line in table.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) {
            terminal.out(line)
        }
    }
}
