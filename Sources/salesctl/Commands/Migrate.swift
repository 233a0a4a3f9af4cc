import ArgumentParser
import SalesCore
import SalesPostgres
import SalesSQLite

/// `salesctl migrate`: brings the tables of a store up to date.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the tables of a store, or bring them up to date.",
        discussion: """
            On a PostgreSQL server only this command makes a store, since the zone of its days is fixed then; a file is \
            made by whatever needs it first, with days of UTC unless this command comes before. Every command takes the steps that older programs bear; a step that would \
            stop them waits for this command. Two that start together are fine: one works, the other waits.
            Examples:
              salesctl migrate --store postgres://sales@db.example/sales
              salesctl migrate --store postgres://sales@db.example/sales --zone Europe/London
            """
    )

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The time zone in whose days prices are archived; fixed for good when the tables are made.",
            discussion: "A name of the time zone database. The default is UTC.",
            valueName: "zone"
        )
    )
    var zone: String?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        let terminal = Terminal(noColour: options.noColor)
        try await Session.report(on: terminal) {
            let settings = try await AppSettings.judged(options: options)
            Session.warn(settings.warnings, on: terminal)
            let outcome: Outcome
            do {
                outcome = try await migrate(settings)
            } catch {
                throw FullDisk.failure(of: error, at: settings.store) ?? error
            }
            switch options.format {
            case .table: terminal.out(outcome.words)
            case .json: try terminal.data(try JSONOutput.text(outcome))
            }
        }
    }

    private func migrate(_ settings: AppSettings) async throws -> Outcome {
        let store = settings.store
        switch store {
        case .memory: throw CommandFailure(.usage, "A store in memory has no tables; name one with --store.")
        case .sqlite(let path):
            let upgrade = try await upgrade(path)
            return Outcome(store: store.shown, from: nil, version: upgrade.to, zone: upgrade.archiveZone)
        case .postgres(let address):
            let upgrade = try await upgrade(address, settings.postgresOptions)
            return Outcome(store: store.shown, from: upgrade.from, version: upgrade.to, zone: upgrade.archiveZone)
        }
    }

    private func upgrade(
        _ address: PostgresAddress,
        _ options: PostgresOptions
    ) async throws(CommandFailure) -> PostgresStore.Upgrade {
        do {
            return try await PostgresStore.migrate(address, archiveZone: zone, options: options)
        } catch {
            // The only argument is the zone.
            guard error.code == .invalidArgument else { throw CommandFailure(error) }
            throw CommandFailure(.usage, "--zone: \(error.message)")
        }
    }

    private func upgrade(_ path: String) async throws -> SQLiteStore.Upgrade {
        do {
            return try await SQLiteStore.migrate(path: path, archiveZone: zone)
        } catch {
            guard error.code == .invalidArgument else { throw error }
            throw CommandFailure(.usage, "--zone: \(error.message)")
        }
    }
}

/// What came of a migration.
private struct Outcome: Encodable {
    let store: String
    /// The version before, where it is known; 0 for a store that was made.
    let from: Int64?
    let version: Int64
    let zone: String

    var words: String {
        let done =
            switch from {
            case 0: "was made"
            case let from? where from < version: "was brought from version \(from) up to date"
            default: "is up to date"
            }
        return "\(store) \(done): its tables are of version \(version), its days are those of \(zone)."
    }
}
