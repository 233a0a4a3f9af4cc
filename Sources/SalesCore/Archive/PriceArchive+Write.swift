extension PriceArchive {
    /// Makes the place this store's own, or finds that it is.
    ///
    /// - Throws: `foreign` where it is another store's: two that write under the same keys would be taken for one; and
    ///   where it is empty though the store has archived days, as the folder of a disk that is not mounted.
    func claimPlace() async throws -> ArchiveIdentity {
        let identity = try await store.archiveIdentity()
        if !settings.takesEmptyPlace, try await archiver.read(ArchiveKeys.identity) == nil,
            let last = try await store.lastManifest()
        {
            throw Self.empty(since: last.run.day)
        }
        let document = ArchivePlaceDocument(identity)
        guard try await archiver.write(document.bytes, to: ArchiveKeys.identity) == .conflict else { return identity }
        throw Self.anothers(try await archiver.read(ArchiveKeys.identity), than: identity)
    }

    /// Writes a run's rows of `prices`; answers the parts, of which the hashes are those of what was written.
    ///
    /// - Parameter first: the number of the run's first part.
    func writePrices(
        of run: ArchiveRun,
        from first: Int,
        under lease: ArchiveLease
    ) async throws -> [ArchiveManifest.Part] {
        var written = WrittenParts(archive: self, table: .prices, run: run, first: first)
        try await eachFrozenPage(of: run) { page in
            try await written.add(page, under: lease)
            try await lease.hold()
        }
        return try await written.finished()
    }

    /// Writes one part under its key.
    ///
    /// - Throws: `foreign` where something else is there.
    func write(
        _ part: PartEncoder.Part,
        of table: ArchiveTable,
        to key: String,
        coding: ArchiveCoding
    ) async throws -> ArchiveManifest.Part {
        let packed = try packer.pack(part.text, as: coding)
        let isTaken = try await archiver.write(packed, to: key) == .conflict
        let bytes = isTaken ? try await present(part, at: key, coding: coding) : packed
        return ArchiveManifest.Part(
            table: table,
            key: key,
            rows: part.rows,
            bytes: bytes.count,
            sha256: ContentHash.sha256(bytes),
            numbers: part.numbers
        )
    }

    /// The bytes under a key that hold the same text: another version of a compressor packs it to others.
    private func present(
        _ part: PartEncoder.Part,
        at key: String,
        coding: ArchiveCoding
    ) async throws -> [UInt8] {
        let bytes = try await archiver.read(key)
        guard let bytes, coding != .none, try unpacked(bytes, of: key, coding: coding) == part.text else {
            throw foreign(key)
        }
        return bytes
    }

    func unpacked(_ bytes: [UInt8], of key: String, coding: ArchiveCoding) throws -> [UInt8] {
        do {
            return try packer.unpack(bytes, as: coding, limit: ArchiveLimits.objectBytes)
        } catch {
            guard error.code == .corrupt else { throw error }
            throw ArchivingError.found(.corrupt, "\(key): \(error.message)")
        }
    }

    func foreign(_ key: String) -> ArchivingError {
        .found(
            .foreign,
            """
            The archive holds something else under \(key), which this run is to write; nothing was overwritten and \
            nothing purged. Look at it, move it elsewhere, and run this again.
            """
        )
    }

    /// Writes a run's manifest and reads it back.
    func write(_ manifest: ArchiveManifest) async throws {
        let key = ArchiveKeys.manifest(of: manifest.run)
        let document = manifest.document
        guard try await archiver.write(document, to: key) != .conflict else { throw foreign(key) }
        guard try await archiver.read(key) == document else {
            throw ArchivingError.found(
                .corrupt,
                "The archive does not give \(key) back as it was written; nothing was purged."
            )
        }
    }
}

/// The parts of a run's rows of a table, written as they are filled.
struct WrittenParts {
    private let archive: PriceArchive
    private let table: ArchiveTable
    private let run: ArchiveRun
    private let first: Int
    private var encoder: PartEncoder
    private var parts: [ArchiveManifest.Part]
    private var rows = 0

    /// - Parameters:
    ///   - first: the number of the run's first part.
    ///   - parts: those that are there already.
    init(
        archive: PriceArchive,
        table: ArchiveTable,
        run: ArchiveRun,
        first: Int = 0,
        parts: [ArchiveManifest.Part] = []
    ) {
        self.archive = archive
        self.table = table
        self.run = run
        self.first = first
        self.parts = parts
        encoder = PartEncoder(table, plan: run.plan)
    }

    /// Adds rows, and writes each part that they fill.
    mutating func add(_ rows: some Collection<some ArchivedRow>, under lease: ArchiveLease) async throws {
        for row in rows {
            guard let part = encoder.add(row) else { continue }
            try await write(part)
            try await lease.hold()
        }
    }

    /// Writes what is left, and answers all parts: one at least, so that a table without rows has its header.
    mutating func finished() async throws -> [ArchiveManifest.Part] {
        if let part = encoder.finish(isFirst: parts.isEmpty) { try await write(part) }
        return parts
    }

    private mutating func write(_ part: PartEncoder.Part) async throws {
        let coding = run.plan.coding
        let key = ArchiveKeys.part(first + parts.count, of: table, on: run.id.day, coding: coding)
        parts.append(try await archive.write(part, of: table, to: key, coding: coding))
        rows += part.rows
        guard table == .prices else { return }
        archive.progress(ArchiveProgress(run: run.id, phase: .writing, rows: rows, total: run.rows))
    }
}
