extension PriceArchive {
    /// Writes a run's rows of `prices`; answers the parts, of which the hashes are those of what was written.
    ///
    /// - Parameter first: the number of the run's first part.
    func writePrices(
        of run: ArchiveRun,
        from first: Int,
        under lease: ArchiveLease
    ) async throws -> [ArchiveManifest.Part] {
        try await withThrowingTaskGroup { group in
            var written = WrittenParts(archive: self, table: .prices, run: run, first: first)
            try await eachFrozenPage(of: run) { page in
                try await written.add(page, in: &group, under: lease)
                try await lease.hold()
            }
            return try await written.finished(in: &group)
        }
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
