import SalesCore

extension DictionaryStore {
    /// Up to `limit` rows that match and whose keys come after the token's.
    ///
    /// The token is the last key that was shown: a row that is added or removed meanwhile moves no other.
    func page<Row: Sendable>(
        _ rows: [Int64: Row],
        after token: PageToken?,
        limit: Int,
        newestFirst: Bool = false,
        where isIncluded: (Row) -> Bool = { _ in true }
    ) throws(StoreError) -> Page<Row> {
        let last = try token.map { token throws(StoreError) in try token.position }
        let matching = rows.filter { key, row in
            guard isIncluded(row) else { return false }
            guard let last else { return true }
            return newestFirst ? key < last : key > last
        }
        let keys = newestFirst ? matching.keys.sorted(by: >) : matching.keys.sorted()
        let shown = keys.prefix(pageSize(limit))
        let next = shown.count < keys.count ? shown.last.map { PageToken(position: $0) } : nil
        return Page(elements: shown.compactMap { matching[$0] }, next: next)
    }
}
