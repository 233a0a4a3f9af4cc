/// One product's price rows in the order of their times, one for each time.
struct PriceRows: Sendable {
    private var rows: [PricePoint] = []

    /// Adds a row unless one of its time is there; answers whether it was added.
    mutating func insert(_ row: PricePoint) -> Bool {
        let index = rows.partitionIndex { $0.observedAt >= row.observedAt }
        if index < rows.endIndex, rows[index].observedAt == row.observedAt { return false }
        rows.insert(row, at: index)
        return true
    }

    /// Whether there is a row of this time.
    func hasRow(at moment: Timestamp) -> Bool {
        let index = rows.partitionIndex { $0.observedAt >= moment }
        return index < rows.endIndex && rows[index].observedAt == moment
    }

    /// The rows from a moment on and before another.
    func rows(from start: Timestamp, before end: Timestamp) -> ArraySlice<PricePoint> {
        let first = rows.partitionIndex { $0.observedAt >= start }
        let last = rows.partitionIndex { $0.observedAt >= end }
        return rows[first..<max(first, last)]
    }

    /// Removes the rows of these times.
    mutating func remove(_ times: Set<Timestamp>) {
        rows.removeAll { times.contains($0.observedAt) }
    }
}
