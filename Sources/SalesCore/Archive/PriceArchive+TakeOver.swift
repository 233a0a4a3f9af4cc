extension PriceArchive {
    /// What taking over what is in an archive gave, or would give.
    public struct TakeOver: Hashable, Sendable {
        /// How many days.
        public var days = 0
        /// How many rows of `prices` those have.
        public var rows = 0
        /// How many of them were new to the store.
        public var newRows = 0
        /// How many products of the store they belong to, and the snapshot named.
        public var products = 0
        /// How many of them were new to it.
        public var newProducts = 0
        /// How many products of the archive are, by their URLs, one here with another of it.
        public var mergedProducts = 0
        /// The days that the store has archived itself, of which it knows only their archive: nothing was brought into
        /// them.
        public var ownDays: [ArchiveDay] = []
        /// How many rows are of such days.
        public var passedOverRows = 0
        /// Products of which no snapshot says what they are, since they were removed before the first.
        public var namelessProducts = 0
        /// How many rows are theirs, and were left out.
        public var namelessRows = 0
        /// What is wrong in the archive, in sentences that name the object; it was left out.
        public var faults: [String] = []

        /// Nothing.
        public init() {}
    }

    /// Brings what is in the archive into the store, whoever wrote it: the archive of a store that was lost.
    ///
    /// Prices come in as by an import, each row once, however often this is done: what was stopped is done again.
    /// Products are those of the newest snapshot and those that rows are of, found by their URL and selection or added;
    /// a new one has no followers and no state, so that it is not checked and nobody is told of it. Manifests and parts
    /// say all that is asked; nothing is written into the archive, and its place is not claimed. One part is in memory
    /// at a time, and two numbers for each product.
    ///
    /// The store's ledger is leased meanwhile: nothing is archived while rows come in, or they would be archived twice.
    /// - Parameters:
    ///   - days: which days of the archive.
    ///   - canonical: the URL by which this installation knows a page, as ``Tracker/canonicalURL(_:)`` says.
    /// - Throws: `foreign` where a newer program wrote it; `.busy` where somebody archives. What was brought in stays.
    public func takeOver(
        _ days: ClosedRange<ArchiveDay> = ArchiveDay.shown,
        canonical: @escaping @Sendable (PageURL) -> PageURL = { $0 }
    ) async throws(ArchivingError) -> TakeOver {
        let chain = try await inOwnTerms { try await manifestChain() }
        return try await underLease { lease in
            let own = try await ownDays()
            var taking = TakingOver(from: self, chain, without: own, canonical: canonical)
            return try await taking.takeOver(days, under: lease)
        }
    }

    /// What ``takeOver(_:canonical:)`` would read, by the manifests alone; ``TakeOver/products`` is how many the
    /// archive has, and what is new is not known.
    public func toTakeOver(
        _ days: ClosedRange<ArchiveDay> = ArchiveDay.shown
    ) async throws(ArchivingError) -> TakeOver {
        try await inOwnTerms {
            let chain = try await manifestChain()
            let own = try await ownDays()
            return TakingOver(from: self, chain, without: own, canonical: { $0 }).prospect(of: days)
        }
    }

    /// The days of which the store has rows in its archive alone, from when to when they are.
    private func ownDays() async throws -> [TakingOver.OwnDay] {
        var days: [TakingOver.OwnDay] = []
        for try await run in runs(of: ArchiveDay.shown) where run.step.isOutOfStore && days.last?.day != run.id.day {
            guard let span = run.manifest?.span else { continue }
            days.append(TakingOver.OwnDay(day: run.id.day, span: span))
        }
        return days
    }
}
