/// The rows of a run, a large page at a time.
///
/// Pages and not rows, since a day may have millions, and asking for each alone would take longer than writing it.
struct FrozenPages {
    private let run: ArchiveRun.ID
    private let store: any ArchiveSource
    private var token: PageToken?
    private var isOver = false

    init(of run: ArchiveRun, in store: any ArchiveSource) {
        self.run = run.id
        self.store = store
    }

    /// The next page; nil behind the last.
    mutating func next() async throws -> [PricePoint]? {
        guard !isOver else { return nil }
        let page = try await store.frozenRows(of: run, after: token, limit: ArchiveLimits.pageRows)
        token = page.next
        isOver = page.next == nil
        return page.elements
    }
}
