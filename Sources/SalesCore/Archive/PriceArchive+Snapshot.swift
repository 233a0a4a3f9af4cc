extension PriceArchive {
    /// Writes what the store knows of products, websites and preferences now.
    func writeSnapshots(of run: ArchiveRun, under lease: ArchiveLease) async throws -> [ArchiveManifest.Part] {
        let products = PagedElements { [store] (token) async throws(StoreError) in
            try await store.products(matching: .all, after: token, limit: maximumPageSize).map(ArchivedProduct.init)
        }
        let websites = PagedElements { [store] (token) async throws(StoreError) in
            try await store.websites(after: token, limit: maximumPageSize)
        }
        let preferences = PagedElements { [store] (token) async throws(StoreError) in
            try await store.archivedPreferences(after: token, limit: maximumPageSize)
        }
        return try await write(products, of: run, under: lease) + write(websites, of: run, under: lease)
            + write(preferences, of: run, under: lease)
    }

    /// Writes the rows of a table as its parts.
    ///
    /// A run that was cut short left parts that tell of a moment before: they are kept, and the table goes on behind
    /// their last row, so that every row stands in one part.
    private func write<Row: ArchivedRow>(
        _ rows: PagedElements<Row>,
        of run: ArchiveRun,
        under lease: ArchiveLease
    ) async throws -> [ArchiveManifest.Part] {
        let present = try await presentParts(of: Row.self, in: run, under: lease)
        let known = present.compactMap(\.numbers?.upperBound).max() ?? .min
        return try await withThrowingTaskGroup { group in
            var written = WrittenParts(archive: self, table: Row.table, run: run, parts: present)
            for try await row in rows where row.number > known {
                try await written.add(CollectionOfOne(row), in: &group, under: lease)
                try await lease.hold()
            }
            return try await written.finished(in: &group)
        }
    }

    /// The parts that an attempt before this one wrote.
    ///
    /// - Throws: `foreign` where something is there that no attempt can have written.
    private func presentParts<Row: ArchivedRow>(
        of type: Row.Type,
        in run: ArchiveRun,
        under lease: ArchiveLease
    ) async throws -> [ArchiveManifest.Part] {
        var parts: [ArchiveManifest.Part] = []
        var last = Int64.min
        while true {
            try await lease.hold()
            let key = ArchiveKeys.part(parts.count, of: Row.table, on: run.id.day, coding: run.plan.coding)
            guard let bytes = try await archiver.read(key) else { return parts }
            let text = try unpacked(bytes, of: key, coding: run.plan.coding)
            var numbers: [Int64] = []
            do {
                try PartDecoder.read(text) { (row: Row) in numbers.append(row.number) }
            } catch {
                throw foreign(key)
            }
            guard zip([last] + numbers, numbers).allSatisfy({ $0 < $1 }) else { throw foreign(key) }
            last = numbers.last ?? last
            parts.append(
                ArchiveManifest.Part(
                    table: Row.table,
                    key: key,
                    rows: numbers.count,
                    bytes: bytes.count,
                    sha256: ContentHash.sha256(bytes),
                    numbers: numbers.first.map { $0...last }
                )
            )
        }
    }
}
