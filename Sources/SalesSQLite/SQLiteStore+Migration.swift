internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// What bringing a store up to date did.
    public struct Upgrade: Hashable, Sendable {
        /// The number of the newest step before, 0 for a file that was made.
        public let from: Int64
        /// The number of the newest step now.
        public let to: Int64
        /// The zone of the archive's days.
        public let archiveZone: String
    }

    /// Makes a store, or brings its tables up to date.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - archiveZone: the zone in whose days prices are archived, by its name in the time zone database; fixed for
    ///     good when the file gets the tables of an archive, UTC unless given.
    ///   - time: the clock that says when it was done.
    ///   - options: how the file is used.
    /// - Throws: as opening does, and `.invalidArgument` for a zone that this machine does not know, or one that is not
    ///   the store's.
    public static func migrate(
        path: String,
        archiveZone: String? = nil,
        time: any TimeSource = SystemTime(),
        options: SQLiteOptions = SQLiteOptions()
    ) async throws(StoreError) -> Upgrade {
        if let archiveZone, ArchiveCalendar(named: archiveZone) == nil { throw .noZone(archiveZone) }
        let store = try await SQLiteStore(path: path, time: time, options: options, archiveZone: archiveZone)
        let upgrade = Upgrade(
            from: store.versionBefore,
            to: try await store.schemaVersion(),
            archiveZone: try await store.archiveZone()
        )
        try await store.close()
        if let archiveZone, archiveZone != upgrade.archiveZone {
            throw .otherZone(archiveZone, than: upgrade.archiveZone, path: store.path)
        }
        return upgrade
    }

    /// The zone in whose days prices are archived.
    public func archiveZone() async throws(StoreError) -> String {
        try await archiveIdentity().zone
    }
}

extension Database {
    /// Fixes the zone of a store that was just made.
    func setArchiveZone(_ zone: String) throws {
        var arguments = Arguments()
        arguments.add(zone)
        try run("UPDATE archive_settings SET zone = ?", arguments)
    }

    /// The days of the store.
    func archiveCalendar() throws -> ArchiveCalendar {
        let zone = try archiveIdentity().zone
        guard let calendar = ArchiveCalendar(named: zone) else { throw StoreError.unknownZone(zone) }
        return calendar
    }
}
