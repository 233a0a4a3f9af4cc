import ArgumentParser
import SalesCore

/// `salesctl archive`: days of prices out of the store, into a folder or a bucket.
struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Move finished days into files or S3, check them there, and bring them back.",
        discussion: """
            Each day goes as CSV into a folder or a bucket, is read back and compared, and only then leaves the store. \
            Whatever is stopped on the way is taken up by the next run. Products, people, rules and last prices stay.
            Examples:
              salesctl archive --to file:/srv/prices
              salesctl archive run --to s3://my-bucket/prices
              salesctl archive verify --day 2026-11-24
            """,
        subcommands: [
            ArchiveRunCommand.self, ArchiveStatus.self, ArchiveVerify.self, ArchiveRestore.self, ArchiveList.self,
            ArchiveImport.self,
        ],
        defaultSubcommand: ArchiveRunCommand.self
    )
}

/// Where the archive is.
struct ArchiveOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Where the archive is: \(ArchivePlace.help)", valueName: "place")
    )
    var to: String?
}

/// Which days of the archive are meant.
struct ArchivedDays: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Only this day, as 2026-11-24; all, if not given.", valueName: "day"))
    var day: DayText?

    var range: ClosedRange<ArchiveDay> { day.map { $0.day...$0.day } ?? ArchiveDay.shown }

    /// In words that go behind what is meant; none for all.
    var words: String { day.map { " of \($0.day)" } ?? "" }
}

/// A date as `--day` takes it.
struct DayText: ExpressibleByArgument {
    let day: ArchiveDay

    /// Reads `2026-11-24`; nil for anything else.
    init?(argument: String) {
        guard let day = ArchiveDay(argument) else { return nil }
        self.day = day
    }
}

extension ArchiveManifest {
    /// The bytes of all objects together.
    var bytes: Int { parts.reduce(0) { $0 + $1.bytes } }
}
