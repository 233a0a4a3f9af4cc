extension ArchiveRun.Step {
    /// Whether rows of the run are in the archive and not all of them in the store.
    var isOutOfStore: Bool { self == .purged || self == .restoring }
}

extension ArchiveLedger {
    /// The days of which rows are in the archive alone, oldest first: whoever reads the store does not see them.
    public func daysOutOfStore() async throws(StoreError) -> [ArchiveDay] {
        let runs = try await PagedElements { (token) async throws(StoreError) in
            try await self.archiveRuns(of: ArchiveDay.shown, after: token, limit: maximumPageSize)
        }.all()
        return Set(runs.filter(\.step.isOutOfStore).map(\.id.day)).sorted()
    }
}
