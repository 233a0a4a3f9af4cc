import ArgumentParser
import Foundation
import SalesCore

/// `salesctl export`: all data as JSON lines.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write everything as JSON lines: products, rules, prices and alerts.",
        discussion: """
            The format is versioned and described in Docs/export-format.md.
            Examples:
              salesctl export > backup.jsonl
              salesctl export --store sqlite:old.sqlite | salesctl import --store sqlite:new.sqlite
            """
    )

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            try await session.tracker.export { record in try session.terminal.data(try record.line()) }
        }
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
