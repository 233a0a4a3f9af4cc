extension PriceArchive {
    /// A product's rows from a moment on and before another, oldest first: those in the store and those in the archive,
    /// as one history.
    ///
    /// - Throws: `corrupt` where an object is not what it was when it was written.
    public func prices(
        of product: ProductID,
        in range: Range<Timestamp>
    ) async throws(ArchivingError) -> [PricePoint] {
        try await inOwnTerms {
            var rows: [Timestamp: PricePoint] = [:]
            // The store first: what is purged while this is read is in the archive by then.
            let living = PagedElements { [store] (token) async throws(StoreError) in
                try await store.prices(of: product, in: range, after: token, limit: maximumPageSize)
            }
            for try await row in living { rows[row.observedAt] = row }
            // A day may begin and end half a day and more from that of UTC.
            let days = ArchiveDay(number: range.lowerBound.utcDay - 1)...ArchiveDay(number: range.upperBound.utcDay + 1)
            for try await run in runs(of: days) {
                guard let manifest = run.manifest, manifest.span.overlaps(range) else { continue }
                for part in manifest.parts(of: .prices) where part.numbers?.contains(product.rawValue) == true {
                    progress(ArchiveProgress(run: run.id, phase: .reading, rows: rows.count, total: nil))
                    for row in try await self.rows(in: part, coding: manifest.plan.coding, as: PricePoint.self)
                    where row.productID == product && range.contains(row.observedAt) {
                        rows[row.observedAt] = row
                    }
                }
            }
            return rows.values.sorted { $0.observedAt < $1.observedAt }
        }
    }
}
