extension PriceArchive {
    /// Hands over a run's rows in their order, a large page at a time, each while the store reads the next.
    ///
    /// Pages and not rows, since a day may have millions, and asking for each alone would take longer than writing it.
    func eachFrozenPage(of run: ArchiveRun, _ take: ([PricePoint]) async throws -> Void) async throws {
        var page = try await store.frozenRows(of: run.id, after: nil, limit: ArchiveLimits.pageRows)
        while let token = page.next {
            async let next = store.frozenRows(of: run.id, after: token, limit: ArchiveLimits.pageRows)
            try await take(page.elements)
            page = try await next
        }
        try await take(page.elements)
    }
}
