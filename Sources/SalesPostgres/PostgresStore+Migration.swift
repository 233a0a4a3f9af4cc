public import SalesCore

extension PostgresStore {
    /// What bringing a store up to date did.
    public struct Upgrade: Hashable, Sendable {
        /// The number of the newest step before, 0 for an empty database.
        public let from: Int64
        /// The number of the newest step now.
        public let to: Int64
        /// The zone of the archive's days.
        public let archiveZone: String
    }

    /// Brings the tables of a store up to date, taking also the steps that older programs do not bear.
    ///
    /// - Parameters:
    ///   - address: where it is; the user must be allowed to make tables.
    ///   - archiveZone: the zone in whose days prices are kept and archived, by its name in the time zone database;
    ///     fixed for good when the tables are made, UTC unless given.
    ///   - options: how the server is used.
    /// - Throws: as opening does, and `.invalidArgument` for a zone that the server does not know, or one that is not
    ///   the store's.
    public static func migrate(
        _ address: PostgresAddress,
        archiveZone: String? = nil,
        options: PostgresOptions = PostgresOptions()
    ) async throws(StoreError) -> Upgrade {
        let store = PostgresStore(unopened: address, time: nil, options: options)
        do {
            let upgrade = try await store.upgrade(.all, archiveZone: archiveZone)
            await store.close()
            return upgrade
        } catch {
            await store.close()
            throw error
        }
    }

    /// The number of the newest migration that the database has.
    public func schemaVersion() async throws(StoreError) -> Int64 {
        try await schemaState().version
    }

    /// The zone in whose days prices are kept and archived.
    public func archiveZone() async throws(StoreError) -> String {
        try await row(Self.zone) { try $0.text() } ?? Self.standardZone
    }

    /// Which steps are taken.
    enum Extent {
        /// Those that older programs bear, in a store that is there.
        case expand
        /// The same, and all of them in an empty database.
        case create
        /// All.
        case all
    }

    /// Takes the steps that the database lacks and makes the days ahead.
    @discardableResult
    func upgrade(
        _ extent: Extent,
        archiveZone: String?,
        steps: [Migration] = Migration.all
    ) async throws(StoreError) -> Upgrade {
        let found = try await schemaState()
        var before = found.version
        if try !found.missing(steps, at: place).isEmpty {
            before = try await take(steps, extent, archiveZone: archiveZone ?? Self.standardZone)
        }
        let zone = try await self.archiveZone()
        if let archiveZone, archiveZone != zone {
            try await transaction { try await $0.check(zone: archiveZone) }
            throw StoreError(
                .invalidArgument,
                message:
                    "The store \(place) archives in days of \(zone), which was fixed when it was made; it cannot be"
                    + " changed to \(archiveZone)."
            )
        }
        return Upgrade(from: before, to: try await schemaState().version, archiveZone: zone)
    }

    func schemaState() async throws(StoreError) -> SchemaState {
        try await transaction { try await SchemaState.read($0.run) }
    }

    /// Takes the steps that are missing once this program has the lock, and answers the number of the newest before.
    private func take(
        _ steps: [Migration],
        _ extent: Extent,
        archiveZone: String
    ) async throws(StoreError) -> Int64 {
        let place = self.place
        let now = self.now
        let patience = options.bulkTimeout
        return try await transaction(timeout: patience) { transaction in
            _ = try await transaction.run([
                Statement(once: "SET LOCAL lock_timeout = \(patience.wholeMilliseconds)"),
                Statement(once: "SELECT pg_advisory_xact_lock(\(AdvisoryLock.migration.sql))"),
            ])
            // Another program may have done it while this one waited for the lock.
            let state = try await SchemaState.read(transaction.run)
            let missing = try state.missing(steps, at: place)
            guard let first = missing.first else { return state.version }
            if !state.isOurs, extent == .expand { throw StoreError.empty(place) }
            if state.isOurs, extent != .all, let step = missing.first(where: { $0.kind == .contract }) {
                throw StoreError.needsMigration(place, step: step.name)
            }
            if first.number == 1 {
                try await transaction.check(zone: archiveZone)
                _ = try await transaction.run(Migration.beginning)
            }
            for migration in missing { _ = try await transaction.run(migration.statements(at: now)) }
            guard first.number == 1 else { return state.version }
            var zone = Arguments()
            zone.add(archiveZone)
            _ = try await transaction.run([
                Statement(once: "INSERT INTO store_settings (archive_zone) VALUES ($1)", zone),
                Self.makeDays(now),
            ])
            return state.version
        }
    }

    /// Makes the partitions of the days around a moment and ahead of it.
    static func makeDays(_ now: Timestamp?) -> Statement {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(daysAhead)
        return Statement(once: "SELECT make_price_days(\(nowSQL), $2::bigint::integer)", arguments)
    }

    /// How many days ahead have a partition: a weekend in which nobody worked, and one more.
    static let daysAhead = 4
    private static let standardZone = "UTC"
    private static let zone = "SELECT archive_zone FROM store_settings"
}

extension Transaction {
    /// Refuses a zone that the server does not know.
    fileprivate func check(zone: String) async throws {
        var arguments = Arguments()
        arguments.add(zone)
        let known = try await run([
            Statement(once: "SELECT EXISTS (SELECT 1 FROM pg_timezone_names WHERE name = $1)", arguments)
        ])
        guard try known.first?.row({ try $0.flag() }) == true else {
            throw StoreError(
                .invalidArgument,
                message: "“\(zone)” is no time zone that the server knows; write one such as Europe/London."
            )
        }
    }
}
