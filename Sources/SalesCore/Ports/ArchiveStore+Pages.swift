// For stores: what the roles of the archive have in common.
extension PageToken {
    /// The token of the page of runs that begins behind one.
    public init(behind run: ArchiveRun.ID) { self.init(text: "\(run.day) \(run.number)") }

    /// The run that the page begins behind.
    ///
    /// - Throws: ``StoreErrorCode/invalidArgument`` for a text that no such token has.
    public var run: ArchiveRun.ID {
        get throws(StoreError) {
            let parts = text.split(separator: " ")
            guard parts.count == 2, let day = ArchiveDay(parts[0]), let number = Int(parts[1]), number > 0 else {
                throw PageToken.unknown
            }
            return ArchiveRun.ID(day: day, number: number)
        }
    }
}

extension Page<ArchiveRun> {
    /// The page of runs that were asked for with one more than its size.
    public init(_ runs: [ArchiveRun], size: Int) {
        let elements = Array(runs.prefix(size))
        self.init(
            elements: elements,
            next: runs.count > size ? elements.last.map { PageToken(behind: $0.id) } : nil
        )
    }
}

extension PageToken {
    /// The token of the page of a run's rows that begins behind one.
    public init(behind row: PricePoint) { self.init(text: "\(row.productID.rawValue) \(row.observedAt.milliseconds)") }

    /// The product and the time of the row that the page begins behind.
    ///
    /// - Throws: ``StoreErrorCode/invalidArgument`` for a text that no such token has.
    public var row: (productID: ProductID, observedAt: Timestamp) {
        get throws(StoreError) {
            let parts = text.split(separator: " ")
            guard parts.count == 2, let product = Int64(parts[0]), let milliseconds = Int64(parts[1]) else {
                throw PageToken.unknown
            }
            return (ProductID(rawValue: product), Timestamp(milliseconds: milliseconds))
        }
    }
}

extension Page<PricePoint> {
    /// The page of a run's rows that were asked for with one more than its size.
    public init(_ rows: [PricePoint], size: Int) {
        let elements = Array(rows.prefix(size))
        self.init(
            elements: elements,
            next: rows.count > size ? elements.last.map { PageToken(behind: $0) } : nil
        )
    }
}

extension ArchiveLimits {
    /// The size of a page of frozen rows that a limit asks for: at least 1, at most ``pageRows``.
    public static func pageSize(_ limit: Int) -> Int { min(max(limit, 1), pageRows) }
}

extension StoreError {
    /// A manifest was given to a run that has another, or holds no rows yet.
    public static func manifestRefused(of run: ArchiveRun.ID) -> StoreError {
        StoreError(
            .invalidArgument,
            message: "\(run) takes no other manifest: it has one already, or its rows are not frozen yet."
        )
    }
}
