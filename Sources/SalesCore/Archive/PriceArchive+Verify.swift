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
            let owner = try await placeOwner()
            for try await run in runs(of: days) {
                guard let manifest = run.manifest else { continue }
                result.runs += 1
                try await check(manifest, isWritten: run.step != .verified, into: &result)
            }
            if result.runs > 0, owner == .nobody {
                result.faults.insert("\(ArchiveKeys.identity), which says whose archive it is, is missing.", at: 0)
            }
            return result
        }
    }

    /// - Parameter isWritten: whether the manifest is in the archive by now: it is recorded in the ledger before.
    private func check(
        _ manifest: ArchiveManifest,
        isWritten: Bool,
        into result: inout Verification
    ) async throws {
        let key = ArchiveKeys.manifest(of: manifest.run)
        var done = 0
        let found = try await archiver.read(key)
        if found == manifest.document {
            result.objects += 1
        } else if isWritten || found != nil {
            result.faults.append("\(key) is missing, or not the manifest that was recorded.")
        }
        if let previous = manifest.previous {
            let hash = try await archiver.read(previous.key).map(ContentHash.sha256)
            if hash != previous.sha256 {
                result.faults.append("\(key) names \(previous.key) as the one before it, which is missing or another.")
            }
        }
        for part in manifest.parts {
            try Task.checkCancellation()
            do {
                let rows = try await countedRows(in: part, coding: manifest.plan.coding)
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
}
