extension PriceArchive {
    /// What checking the archive of some days gave.
    public struct Verification: Hashable, Sendable {
        /// How many runs were checked.
        public var runs = 0
        /// How many objects, manifests among them.
        public var objects = 0
        /// How many rows of `prices`.
        public var rows = 0
        /// What is wrong, in sentences that name the object.
        public var faults: [String] = []
    }

    /// Reads every object of some days and compares it with the ledger: bytes, hashes, rows, and that each manifest
    /// names the one before it.
    ///
    /// What is wrong is collected; only a place or a store that cannot be asked ends it.
    public func verify(_ days: ClosedRange<ArchiveDay> = ArchiveDay.shown) async throws(ArchivingError) -> Verification
    {
        try await inOwnTerms {
            var result = Verification()
            for try await run in runs(of: days) {
                guard let manifest = run.manifest else { continue }
                result.runs += 1
                try await check(manifest, into: &result)
            }
            return result
        }
    }

    private func check(_ manifest: ArchiveManifest, into result: inout Verification) async throws {
        let key = ArchiveKeys.manifest(of: manifest.run)
        var done = 0
        if try await archiver.read(key) == manifest.document {
            result.objects += 1
        } else {
            result.faults.append("\(key) is missing, or not the manifest that was recorded.")
        }
        if let previous = manifest.previous {
            let found = try await archiver.read(previous.key).map(ContentHash.sha256)
            if found != previous.sha256 {
                result.faults.append("\(key) names \(previous.key) as the one before it, which is missing or another.")
            }
        }
        for part in manifest.parts {
            try Task.checkCancellation()
            do {
                let rows = try await rows(in: part, coding: manifest.plan.coding)
                result.objects += 1
                if part.table == .prices {
                    result.rows += rows
                    done += rows
                }
            } catch ArchivingError.archive(let error) where error.code == .corrupt {
                result.faults.append(error.message)
            }
            progress(ArchiveProgress(run: manifest.run, phase: .verifying, rows: done, total: manifest.rows))
        }
    }

    /// How many rows a part holds, each read.
    private func rows(in part: ArchiveManifest.Part, coding: ArchiveCoding) async throws -> Int {
        let text = try unpacked(try await read(part), of: part.key, coding: coding)
        let rows: Int
        do {
            rows = try PartDecoder.count(text, of: part.table)
        } catch {
            throw ArchivingError.found(.corrupt, "\(part.key), \(error).")
        }
        guard rows == part.rows else {
            throw ArchivingError.found(.corrupt, "\(part.key) has \(rows) rows instead of \(part.rows).")
        }
        return rows
    }

    /// The rows of `prices` that a part holds.
    func prices(in part: ArchiveManifest.Part, coding: ArchiveCoding) async throws -> [PricePoint] {
        let text = try unpacked(try await read(part), of: part.key, coding: coding)
        do {
            return try PartDecoder.rows(of: text)
        } catch {
            throw ArchivingError.found(.corrupt, "\(part.key), \(error).")
        }
    }
}
