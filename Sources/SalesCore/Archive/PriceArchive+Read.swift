extension PriceArchive {
    /// The rows of a part, as many as its manifest says.
    ///
    /// - Throws: `corrupt` where the part is not what it was when it was written.
    func rows<Row: ArchivedRow>(
        in part: ArchiveManifest.Part,
        coding: ArchiveCoding,
        as type: Row.Type = Row.self
    ) async throws -> [Row] {
        try await read(part, coding: coding, count: \.count) { text throws(CSVFault) in
            try PartDecoder.rows(of: text)
        }
    }

    /// How many rows a part holds, each of them read and none kept.
    ///
    /// - Throws: as ``rows(in:coding:as:)``.
    func countedRows(in part: ArchiveManifest.Part, coding: ArchiveCoding) async throws -> Int {
        try await read(part, coding: coding, count: \.self) { text throws(CSVFault) in
            try PartDecoder.count(text, of: part.table)
        }
    }

    private func read<Found>(
        _ part: ArchiveManifest.Part,
        coding: ArchiveCoding,
        count: KeyPath<Found, Int>,
        _ decode: ([UInt8]) throws(CSVFault) -> Found
    ) async throws -> Found {
        let text = try unpacked(try await read(part), of: part.key, coding: coding)
        let found: Found
        do {
            found = try decode(text)
        } catch {
            throw ArchivingError.found(.corrupt, "\(part.key), \(error).")
        }
        guard found[keyPath: count] == part.rows else {
            throw ArchivingError.found(
                .corrupt,
                "\(part.key) has \(found[keyPath: count]) rows instead of \(part.rows)."
            )
        }
        return found
    }
}
