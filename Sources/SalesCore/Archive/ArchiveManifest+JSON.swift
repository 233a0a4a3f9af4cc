internal import Foundation

// A manifest has one form, in the ledger and in the archive.
extension ArchiveManifest {
    /// The manifest as it is written.
    var document: [UInt8] { Self.document(of: self) }

    /// JSON with sorted names, so that the same value is always the same bytes.
    static func document(of value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Nothing of them can fail to be encoded.
        let data = (try? encoder.encode(value)) ?? Data()
        return Array(data) + [UInt8(ascii: "\n")]
    }

    /// Reads a manifest as it is written.
    ///
    /// - Throws: `DecodingError`.
    init(document: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(document))
    }

    /// What every manifest says it is.
    static let format = "sales-tracker-archive"
}

extension ArchiveManifest: Codable {
    private enum CodingKeys: String, CodingKey {
        case format, version, store, zone, day, run, coding, sequence, previous, rows, parts
        case beginsAt = "begins_at"
        case endsAt = "ends_at"
        case partBytes = "part_bytes"
        case verifiedAt = "verified_at"
    }

    /// Reads a manifest of the form that this program writes.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func damaged(_ key: CodingKeys, _ words: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: values, debugDescription: words)
        }
        func moment(_ key: CodingKeys) throws -> Timestamp {
            let text = try values.decode(String.self, forKey: key)
            guard let moment = ArchiveTime.moment(Array(text.utf8)[...]) else {
                throw damaged(key, "“\(text)” is no moment")
            }
            return moment
        }
        guard try values.decode(String.self, forKey: .format) == Self.format else {
            throw damaged(.format, "is another")
        }
        let version = try values.decode(Int.self, forKey: .version)
        guard (1...ArchivePlan.currentVersion).contains(version) else {
            throw damaged(.version, "version \(version) is not one that this program reads")
        }
        let (begin, end) = (try moment(.beginsAt), try moment(.endsAt))
        guard begin < end else { throw damaged(.endsAt, "ends before it begins") }
        self.init(
            store: ArchiveIdentity(
                name: try values.decode(String.self, forKey: .store),
                zone: try values.decode(String.self, forKey: .zone)
            ),
            run: ArchiveRun.ID(
                day: try values.decode(ArchiveDay.self, forKey: .day),
                number: try values.decode(Int.self, forKey: .run)
            ),
            span: begin..<end,
            plan: ArchivePlan(
                version: version,
                partBytes: try values.decode(Int.self, forKey: .partBytes),
                coding: try values.decode(ArchiveCoding.self, forKey: .coding)
            ),
            sequence: try values.decode(Int.self, forKey: .sequence),
            previous: try values.decodeIfPresent(Previous.self, forKey: .previous),
            parts: try values.decode([Part].self, forKey: .parts),
            verifiedAt: try moment(.verifiedAt)
        )
        guard rows == (try values.decode(Int.self, forKey: .rows)) else {
            throw damaged(.rows, "is not the sum of the parts")
        }
    }

    /// Writes it so that people can read it.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        func write(_ moment: Timestamp, _ key: CodingKeys) throws {
            var writer = CSVWriter()
            writer.moment(moment)
            try values.encode(String(decoding: writer.bytes, as: UTF8.self), forKey: key)
        }
        try values.encode(Self.format, forKey: .format)
        try values.encode(plan.version, forKey: .version)
        try values.encode(store.name, forKey: .store)
        try values.encode(store.zone, forKey: .zone)
        try values.encode(run.day, forKey: .day)
        try values.encode(run.number, forKey: .run)
        try write(span.lowerBound, .beginsAt)
        try write(span.upperBound, .endsAt)
        try values.encode(plan.coding, forKey: .coding)
        try values.encode(plan.partBytes, forKey: .partBytes)
        try values.encode(sequence, forKey: .sequence)
        try values.encodeIfPresent(previous, forKey: .previous)
        try values.encode(rows, forKey: .rows)
        try values.encode(parts, forKey: .parts)
        try write(verifiedAt, .verifiedAt)
    }
}

extension ArchiveManifest.Part: Codable {
    private enum CodingKeys: String, CodingKey {
        case table, key, rows, bytes, sha256, first, last
    }

    /// Reads a part.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let first = try values.decodeIfPresent(Int64.self, forKey: .first)
        let last = try values.decodeIfPresent(Int64.self, forKey: .last)
        guard let rows = try? values.decode(Int.self, forKey: .rows), rows >= 0, first ?? 0 <= last ?? 0 else {
            throw DecodingError.dataCorruptedError(forKey: .rows, in: values, debugDescription: "no count of rows")
        }
        self.init(
            table: try values.decode(ArchiveTable.self, forKey: .table),
            key: try values.decode(String.self, forKey: .key),
            rows: rows,
            bytes: try values.decode(Int.self, forKey: .bytes),
            sha256: try values.decode(String.self, forKey: .sha256),
            numbers: first.flatMap { first in last.map { first...max(first, $0) } }
        )
    }

    /// Writes a part.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(table, forKey: .table)
        try values.encode(key, forKey: .key)
        try values.encode(rows, forKey: .rows)
        try values.encode(bytes, forKey: .bytes)
        try values.encode(sha256, forKey: .sha256)
        try values.encodeIfPresent(numbers?.lowerBound, forKey: .first)
        try values.encodeIfPresent(numbers?.upperBound, forKey: .last)
    }
}
