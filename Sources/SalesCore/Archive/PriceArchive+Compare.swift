extension PriceArchive {
    /// Reads parts back and compares them: those of `prices` with the store's frozen rows, the others with their hashes.
    ///
    /// - Throws: `corrupt` where one is not what it is to be; nothing is purged then.
    func compare(_ parts: [ArchiveManifest.Part], of run: ArchiveRun, under lease: ArchiveLease) async throws {
        var compared = ComparedParts(archive: self, run: run, waiting: parts.filter { $0.table == .prices }[...])
        var encoder = PartEncoder(.prices, plan: run.plan)
        var isFirst = true
        try await eachFrozenPage(of: run) { page in
            try await lease.hold()
            for row in page {
                guard let part = encoder.add(row) else { continue }
                isFirst = false
                try await compared.take(part)
                try await lease.hold()
            }
        }
        if let part = encoder.finish(isFirst: isFirst) { try await compared.take(part) }
        guard compared.waiting.isEmpty, compared.rows == run.rows else {
            throw changed(
                "\(run.id) has \(run.rows) rows in the store, and \(compared.rows) were read back from the archive"
            )
        }
        for part in parts where part.table != .prices {
            try await lease.hold()
            _ = try await read(part)
        }
    }

    /// The bytes of a part, if they are those that its manifest names.
    func read(_ part: ArchiveManifest.Part) async throws -> [UInt8] {
        guard let bytes = try await archiver.read(part.key) else {
            throw ArchivingError.found(.corrupt, "The archive has no \(part.key) any more.")
        }
        guard bytes.count == part.bytes, ContentHash.sha256(bytes) == part.sha256 else {
            throw ArchivingError.found(
                .corrupt,
                """
                The archive’s \(part.key) is not what was written there: \
                \(bytes.count == part.bytes ? "its bytes are others" : "it has \(bytes.count) bytes instead of \(part.bytes)"). \
                Bring it back from a copy.
                """
            )
        }
        return bytes
    }

    fileprivate func changed(_ words: String) -> ArchivingError {
        .found(
            .corrupt,
            "\(words); nothing was purged. Run this again, and look at what writes to either if it says so again."
        )
    }
}

/// The parts of a run's rows of `prices` that are still to be compared, and how many rows were.
private struct ComparedParts {
    let archive: PriceArchive
    let run: ArchiveRun
    var waiting: ArraySlice<ArchiveManifest.Part>
    var rows = 0

    /// Compares the next one with what the store's rows make of it.
    mutating func take(_ part: PartEncoder.Part) async throws {
        guard let present = waiting.popFirst(), present.rows == part.rows else {
            throw archive.changed("The rows of \(run.id) in the store are not those that were written")
        }
        let bytes = try await archive.read(present)
        guard try archive.unpacked(bytes, of: present.key, coding: run.plan.coding) == part.text else {
            throw archive.changed("\(present.key) does not hold the rows of \(run.id) that the store has")
        }
        rows += part.rows
        archive.progress(ArchiveProgress(run: run.id, phase: .comparing, rows: rows, total: run.rows))
    }
}
