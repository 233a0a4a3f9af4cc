import ArgumentParser
import Foundation
import SalesCore

/// `salesctl export`: all data as JSON lines.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write everything as JSON lines: products, rules, prices and alerts.",
        discussion: """
            The format is versioned and described in Docs/export-format.md. Days that are archived are in it with \
            --full; without it you are told how many are not.
            Examples:
              salesctl export > backup.jsonl
              salesctl export --full --to file:/srv/prices > backup.jsonl
              salesctl export --store sqlite:old.sqlite | salesctl import --store sqlite:new.sqlite
            """
    )

    @Flag(name: .long, help: "With the days that are archived, each read where it is.")
    var full = false

    @OptionGroup(title: "Which archive") var archive: ArchiveOptions

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        guard full || archive.to == nil else { throw ValidationError("--to goes with --full.") }
    }

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            guard full else { return try await exportStore(session) }
            try await session.withArchive(at: archive.to) { archive in try await exportAll(session, archive) }
        }
    }

    private func exportStore(_ session: Session) async throws {
        // A day that was brought back while it was read may be half in it, and one that was purged as well.
        let before = try await session.daysOutOfStore()
        try await session.tracker.export { record in try session.terminal.data(try record.line()) }
        try await session.warnOfArchivedDays(
            """
            , and not in this export. `salesctl export --full` has them too; --to says where the archive is, if archive.to \
            does not.
            """,
            and: before
        )
    }

    private func exportAll(_ session: Session, _ archive: PriceArchive) async throws {
        let report: ExportReport
        do {
            report = try await session.tracker.export(with: archive) { record in
                try session.terminal.data(try record.line())
            }
        } catch let error as ArchivingError {
            let failure = CommandFailure(error)
            throw CommandFailure(failure.status, "\(failure.message) What was written is not complete.")
        }
        guard report.pricesOfRemovedProducts > 0 else { return }
        let rows = CountedNoun.text(report.pricesOfRemovedProducts, "archived price")
        Session.warn(["Not in this export: \(rows) of products that were removed."], on: session.terminal)
    }
}

/// `salesctl import`: take an export over.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take over what `export` wrote; what is there already stays as it is.",
        discussion: """
            Prices of the past can be brought in the same way: lines with “record”:“price”.
            Examples:
              salesctl import backup.jsonl
              salesctl import < backup.jsonl
            """
    )

    @Argument(help: "The file; standard input, if none is given.", completion: .file(extensions: ["jsonl"]))
    var file: String?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            guard let store = session.store as? any Importer.Destination else {
                throw CommandFailure(.store, "This store cannot take data over.")
            }
            let lines = try LineReader(file: file)
            var importer = Importer(into: store, time: session.time)
            do {
                while let line = try lines.next() { try await importer.take(line) }
                try await importer.finish()
            } catch Importer.Failure.line(let number, let reason) {
                throw CommandFailure(
                    .badData,
                    "\(file ?? "standard input") line \(number): \(reason). What stood before it is taken over."
                )
            } catch Importer.Failure.store(let error) {
                throw error
            }
            let count = importer.count
            switch session.format {
            case .table:
                let new = [(count.subscriptions, "rule"), (count.prices, "price"), (count.alerts, "alert")]
                    .map { CountedNoun.text($0.0, $0.1) }.joined(separator: ", ")
                session.terminal.out(
                    "Taken over: \(CountedNoun.text(count.products, "product")), and new among them \(new)."
                )
            case .json:
                try session.json([
                    "products": count.products, "subscriptions": count.subscriptions, "prices": count.prices,
                    "alerts": count.alerts,
                ])
            }
        }
    }
}
