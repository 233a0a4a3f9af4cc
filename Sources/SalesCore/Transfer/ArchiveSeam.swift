/// Where the rows that an export took from the store end and those of the archive begin, for each product and run.
///
/// Products are read one after the other, and days leave the store, or come back to it, meanwhile. The ledger decides:
/// a run without a manifest has lost no row, so of every product that was read until then the store showed all of it,
/// and the archive adds nothing. Of the products behind, the archive adds what the store did not show.
///
/// Pure. It holds 16 bytes for each row that came out of the store although its day is archived: rows that came late,
/// and days that were brought back.
struct ArchiveSeam {
    /// What each row has of its own.
    struct Key: Comparable, Hashable {
        fileprivate let product: Int64
        fileprivate let moment: Int64

        init(_ row: PricePoint) {
            product = row.productID.rawValue
            moment = row.observedAt.milliseconds
        }

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.product, lhs.moment) < (rhs.product, rhs.moment) }
    }

    /// Of each run that has a manifest, the last product of which the store showed all of it.
    private var wholeUpTo: [ArchiveRun.ID: Int64] = [:]
    /// From when to when the days of these runs are, in their order.
    private var spans: [Range<Timestamp>] = []
    /// Rows of these days that the store showed, in the order of product and time.
    private var shown: [Key] = []
    /// The rows since the last look at the ledger, in the same order.
    private var waiting: [Key] = []
    /// The last product whose rows had all been read at the last look.
    private var last = Int64.min

    /// How many rows wait for a look at the ledger.
    var waitingRows: Int { waiting.count }

    /// Takes note of a row that the store shows: products in the order of their numbers, rows of each in that of time.
    mutating func note(_ row: PricePoint) { waiting.append(Key(row)) }

    /// Takes note of the manifests that are in the ledger now, in the order of their days; of each product that was
    /// begun all rows have been noted.
    mutating func look(at manifests: [ArchiveManifest]) {
        for manifest in manifests where wholeUpTo[manifest.run] == nil { wholeUpTo[manifest.run] = last }
        spans = manifests.map(\.span)
        last = waiting.last?.product ?? last
        shown += waiting.filter { isOfArchivedDay(Timestamp(milliseconds: $0.moment)) }
        waiting.removeAll(keepingCapacity: true)
    }

    private func isOfArchivedDay(_ moment: Timestamp) -> Bool {
        let next = spans.partitionIndex { $0.lowerBound > moment }
        return next > 0 && spans[next - 1].contains(moment)
    }

    /// Whether a part of a run may hold a row that the store has not shown.
    func mayMiss(_ part: ArchiveManifest.Part, of run: ArchiveRun.ID) -> Bool {
        guard let numbers = part.numbers, let whole = wholeUpTo[run] else { return false }
        return numbers.upperBound > whole
    }

    /// Whether the store has not shown a row of a run.
    func isMissing(_ row: PricePoint, of run: ArchiveRun.ID) -> Bool {
        guard let whole = wholeUpTo[run], row.productID.rawValue > whole else { return false }
        let key = Key(row)
        let index = shown.partitionIndex { $0 >= key }
        return index == shown.endIndex || shown[index] != key
    }
}
