/// The work of bringing into a store what is in an archive, by the manifests that are there.
struct TakingOver {
    /// A day that the store has archived itself.
    struct OwnDay {
        var day: ArchiveDay
        var span: Range<Timestamp>
    }

    private let archive: PriceArchive
    private let chain: ManifestChain
    private let own: [OwnDay]
    private let canonical: @Sendable (PageURL) -> PageURL
    /// The store's products by the numbers that they have in the archive.
    private var products: [Int64: ProductID] = [:]
    /// Numbers that no snapshot names.
    private var nameless: Set<Int64> = []
    private var result = PriceArchive.TakeOver()

    init(
        from archive: PriceArchive,
        _ chain: ManifestChain,
        without own: [OwnDay],
        canonical: @escaping @Sendable (PageURL) -> PageURL
    ) {
        self.archive = archive
        self.chain = chain
        self.own = own
        self.canonical = canonical
        result.faults = chain.faults
    }

    /// What there is to take over.
    func prospect(of days: ClosedRange<ArchiveDay>) -> PriceArchive.TakeOver {
        let manifests = manifests(of: days)
        var result = result
        result.days = Set(manifests.map(\.run.day)).count
        result.rows = manifests.reduce(0) { $0 + ($1.rows ?? 0) }
        result.products = Self.snapshots(of: manifests).last?.parts(of: .products).reduce(0) { $0 + $1.rows } ?? 0
        result.ownDays = own.filter { day in manifests.contains { $0.span.overlaps(day.span) } }.map(\.day)
        return result
    }

    /// Brings days in, oldest first.
    mutating func takeOver(
        _ days: ClosedRange<ArchiveDay>,
        under lease: ArchiveLease
    ) async throws -> PriceArchive.TakeOver {
        let manifests = manifests(of: days)
        try await takeProducts(ofNewestAmong: manifests, under: lease)
        var touched: Set<ArchiveDay> = []
        var taken: Set<ArchiveDay> = []
        for manifest in manifests.laterRunsFirst {
            let here = own.filter { $0.span.overlaps(manifest.span) }
            var done = 0
            for part in manifest.parts(of: .prices) {
                guard let rows: [PricePoint] = try await rows(of: part, manifest.plan.coding, under: lease) else {
                    continue
                }
                try await find(Set(rows.map(\.productID.rawValue)), near: manifest, under: lease)
                let own = translated(rows, without: here, touched: &touched)
                try await take(own, under: lease)
                result.rows += own.count
                if !own.isEmpty { taken.insert(manifest.run.day) }
                done += rows.count
                archive.progress(
                    ArchiveProgress(run: manifest.run, phase: .restoring, rows: done, total: manifest.rows)
                )
            }
        }
        let distinct = Set(products.values).count
        result.days = taken.count
        result.products = distinct
        result.mergedProducts = products.count - distinct
        result.namelessProducts = nameless.count
        result.ownDays = touched.sorted()
        return result
    }

    private func manifests(of days: ClosedRange<ArchiveDay>) -> [ArchiveManifest] {
        chain.manifests.filter { days.contains($0.run.day) }
    }

    private static func snapshots(of manifests: [ArchiveManifest]) -> [ArchiveManifest] {
        manifests.filter { !$0.parts(of: .products).isEmpty }
    }

    /// Finds or adds the products of the newest snapshot, and where that is damaged those of the ones before it.
    private mutating func takeProducts(
        ofNewestAmong manifests: [ArchiveManifest],
        under lease: ArchiveLease
    ) async throws {
        for manifest in Self.snapshots(of: manifests).reversed() {
            var isWhole = true
            for part in manifest.parts(of: .products) {
                if let found: [ArchivedProduct] = try await rows(of: part, manifest.plan.coding, under: lease) {
                    for product in found { try await take(product, under: lease) }
                } else {
                    isWhole = false
                }
            }
            if isWhole { return }
        }
    }

    /// Finds or adds the products of numbers that are not known yet: by the snapshots from a day back to the first,
    /// which are likely to have them, and then by those behind it.
    private mutating func find(
        _ numbers: Set<Int64>,
        near manifest: ArchiveManifest,
        under lease: ArchiveLease
    ) async throws {
        var wanted = numbers.filter { products[$0] == nil && !nameless.contains($0) }
        guard !wanted.isEmpty else { return }
        let snapshots = Self.snapshots(of: chain.manifests)
        let behind = snapshots.partitionIndex { $0.sequence > manifest.sequence }
        let nearestFirst = Array(snapshots[..<behind].reversed()) + Array(snapshots[behind...])
        for snapshot in nearestFirst where !wanted.isEmpty {
            for part in snapshot.parts(of: .products) {
                guard let range = part.numbers, wanted.contains(where: { range.contains($0) }),
                    let found: [ArchivedProduct] = try await rows(of: part, snapshot.plan.coding, under: lease)
                else { continue }
                for product in found where wanted.contains(product.id.rawValue) {
                    wanted.remove(product.id.rawValue)
                    try await take(product, under: lease)
                }
            }
        }
        nameless.formUnion(wanted)
    }

    /// Finds or adds a product.
    @inline(never)  // See below.
    private mutating func take(_ archived: ArchivedProduct, under lease: ArchiveLease) async throws {
        guard products[archived.id.rawValue] == nil else { return }
        try await lease.hold()
        let url = canonical(archived.url)
        let added = try await archive.store.addProduct(
            Product.New(
                host: url.site,
                url: url,
                selection: archived.selection,
                name: String(archived.name.prefix(Product.maximumNameLength)),
                nextCheckAt: archive.time.now,
                createdAt: archived.createdAt
            )
        )
        products[archived.id.rawValue] = added.product.id
        if added.isNew { result.newProducts += 1 }
    }

    /// Brings rows in, a page at a time.
    @inline(never)  // See below.
    private mutating func take(_ rows: [PricePoint], under lease: ArchiveLease) async throws {
        var rest = rows[...]
        while !rest.isEmpty {
            try await lease.hold()
            result.newRows += try await archive.store.importPrices(Array(rest.prefix(maximumPageSize)))
            rest = rest.dropFirst(maximumPageSize)
        }
    }

    /// Rows under the numbers that their products have here, without those that are not to come in, which are counted.
    private mutating func translated(
        _ rows: [PricePoint],
        without own: [OwnDay],
        touched: inout Set<ArchiveDay>
    ) -> [PricePoint] {
        rows.compactMap { row in
            if let day = own.first(where: { $0.span.contains(row.observedAt) }) {
                touched.insert(day.day)
                result.passedOverRows += 1
                return nil
            }
            guard let product = products[row.productID.rawValue] else {
                result.namelessRows += 1
                return nil
            }
            var row = row
            row.productID = product
            return row
        }
    }

    /// The rows of a part; nil where it is damaged, which is noted.
    ///
    /// The lease is held for each: of many nothing comes in, and it would run out meanwhile.
    @inline(never)  // Swift 6.3.1's optimiser crashes on typed errors that are thrown into asynchronous loops.
    private mutating func rows<Row: ArchivedRow>(
        of part: ArchiveManifest.Part,
        _ coding: ArchiveCoding,
        under lease: ArchiveLease
    ) async throws -> [Row]? {
        try await lease.hold()
        do {
            return try await archive.rows(in: part, coding: coding)
        } catch {
            guard case .archive(let failure) = ArchivingError(error), failure.code == .corrupt else { throw error }
            if !result.faults.contains(failure.message) { result.faults.append(failure.message) }
            return nil
        }
    }
}
