extension PriceArchive {
    /// What is kept of a kind, and for how long.
    public struct Kept: Hashable, Sendable {
        /// The kind.
        public var kind: Retained
        /// For how long; nil for ever.
        public var retention: Duration?
        /// What there is.
        public var rows: KeptRows
    }

    /// What the store keeps of each kind.
    public func kept() async throws(ArchivingError) -> [Kept] {
        do {
            var all: [Kept] = []
            for kind in Retained.allCases {
                all.append(Kept(kind: kind, retention: settings.retention[kind], rows: try await store.kept(kind)))
            }
            return all
        } catch {
            throw ArchivingError(error)
        }
    }

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
