extension PriceArchive {
    /// Forgets what has been kept long enough at a moment.
    func forget(at moment: Timestamp, under lease: ArchiveLease) async throws -> [Retained: Int] {
        var forgotten: [Retained: Int] = [:]
        for kind in Retained.allCases {
            guard let retention = settings.retention[kind] else { continue }
            var count = 0
            repeat {
                try await lease.hold()
                count = try await store.forget(kind, before: moment - retention, limit: Self.forgottenAtOnce)
                forgotten[kind, default: 0] += count
            } while count == Self.forgottenAtOnce
        }
        return forgotten.filter { $0.value > 0 }
    }

    /// Rows that one transaction removes: few enough that nobody waits for it.
    private static let forgottenAtOnce = 5_000
}
