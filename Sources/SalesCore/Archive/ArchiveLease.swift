/// The lease of one worker on the ledger, renewed as its work goes on.
actor ArchiveLease {
    nonisolated let token: ArchiveToken
    private let store: any ArchiveLedger
    private let time: any TimeSource
    private let length: Duration
    private var renewedAt: Timestamp

    private init(
        _ token: ArchiveToken,
        of store: any ArchiveLedger,
        length: Duration,
        at now: Timestamp,
        time: any TimeSource
    ) {
        self.token = token
        self.store = store
        self.time = time
        self.length = length
        renewedAt = now
    }

    /// Takes the lease.
    ///
    /// - Throws: `.busy` where somebody holds it.
    static func take(of store: any ArchiveLedger, length: Duration, time: any TimeSource) async throws -> ArchiveLease {
        let now = time.now
        guard let token = try await store.claimArchive(lease: length) else { throw ArchivingError.busy }
        return ArchiveLease(token, of: store, length: length, at: now, time: time)
    }

    /// Renews the lease where a third of it has passed.
    ///
    /// - Throws: `.busy` where it is lost.
    func hold() async throws {
        try Task.checkCancellation()
        let now = time.now
        guard now - renewedAt >= length / 3 else { return }
        guard try await store.renewArchive(token, lease: length) else { throw ArchivingError.busy }
        renewedAt = now
    }

    /// Ends the lease; where that fails it runs out.
    ///
    /// Also where the task was cancelled, so that whoever comes next need not wait for that.
    func release() async {
        try? await shielded { [store, token] () async throws(StoreError) in try await store.releaseArchive(token) }
    }
}
