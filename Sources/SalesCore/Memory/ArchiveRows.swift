/// What a memory store keeps for its archive: the ledger, the rows that runs hold, and the days whose rows are gone.
struct ArchiveRows: Sendable {
    /// The lease on the ledger, under the one key that there is.
    var lease = LeaseTable<Int>()
    var runs: [ArchiveRun.ID: ArchiveRun] = [:]
    /// The rows of each run, in the order of product and time.
    var members: [ArchiveRun.ID: [PricePoint]] = [:]
    /// The same rows by product.
    var held: [ProductID: PriceRows] = [:]
    /// What days were before rows of theirs were purged.
    var rolled: [ProductID: [Int64: RolledDay]] = [:]
    var pseudonyms: [UserID: String] = [:]

    /// Gives a run its rows.
    mutating func add(_ rows: [PricePoint], to run: ArchiveRun.ID) {
        members[run, default: []] += rows
        for row in rows { _ = held[row.productID, default: PriceRows()].insert(row) }
    }

    /// Takes a run's rows away and answers them.
    mutating func take(_ run: ArchiveRun.ID) -> [PricePoint] {
        let rows = members.removeValue(forKey: run) ?? []
        for (product, times) in Dictionary(grouping: rows, by: \.productID) {
            held[product]?.remove(Set(times.map(\.observedAt)))
        }
        return rows
    }

    /// Remembers what rows in the order of product and time made of their days.
    mutating func roll(up rows: [PricePoint]) {
        for day in RolledDay.days(of: rows) {
            let known = rolled[day.prices.productID]?[day.prices.day]
            rolled[day.prices.productID, default: [:]][day.prices.day] = known.map { $0.adding(day) } ?? day
        }
    }
}
