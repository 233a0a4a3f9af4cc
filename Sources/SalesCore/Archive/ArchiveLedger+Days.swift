extension ArchiveLedger {
    /// Refuses a day that is not over at a moment.
    ///
    /// - Throws: `notOver`; and `other` where this machine does not know the zone of the store's days.
    public func check(_ day: ArchiveDay, isOverAt moment: Timestamp) async throws(ArchivingError) {
        let identity: ArchiveIdentity
        do {
            identity = try await archiveIdentity()
        } catch {
            throw ArchivingError(error)
        }
        let end = try ArchiveCalendar(of: identity).span(of: day).upperBound
        guard end <= moment else { throw .notOver(day, until: end) }
    }

    /// The days of which rows are in the archive alone, oldest first: whoever reads the store does not see them.
    public func daysOutOfStore() async throws(StoreError) -> [ArchiveDay] {
        let runs = try await PagedElements { (token) async throws(StoreError) in
            try await self.archiveRuns(of: ArchiveDay.shown, after: token, limit: maximumPageSize)
        }.all()
        return Set(runs.filter(\.step.isOutOfStore).map(\.id.day)).sorted()
    }
}

extension ArchiveRun.Step {
    /// Whether rows of the run are in the archive and not all of them in the store.
    var isOutOfStore: Bool { self == .purged || self == .restoring }
}

extension ArchiveCalendar {
    /// The days of a store.
    ///
    /// - Throws: `other` where this machine does not know their zone.
    init(of identity: ArchiveIdentity) throws(ArchivingError) {
        guard let calendar = ArchiveCalendar(named: identity.zone) else {
            throw .found(.other, "This program knows no time zone “\(identity.zone)”; update its time zone data.")
        }
        self = calendar
    }
}
