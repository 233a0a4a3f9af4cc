internal import Crypto

/// Cuts the rows of a table into the texts of its parts.
struct PartEncoder {
    /// A part of a table, as text.
    struct Part: Hashable {
        /// Comma-separated values with a header.
        var text: [UInt8]
        var rows: Int
        /// The first and last of the numbers that its rows begin with.
        var numbers: ClosedRange<Int64>?
    }

    private let table: ArchiveTable
    private let partBytes: Int
    private var writer = CSVWriter()
    private var rows = 0
    private var numbers: ClosedRange<Int64>?

    init(_ table: ArchiveTable, plan: ArchivePlan) {
        self.table = table
        partBytes = plan.partBytes
        begin()
    }

    private mutating func begin() {
        writer.reserve(partBytes + Self.room)
        writer.header(table.columns)
    }

    /// Adds a row; answers the part that it fills.
    mutating func add(_ row: some ArchivedRow) -> Part? {
        row.write(to: &writer)
        rows += 1
        numbers =
            min(numbers?.lowerBound ?? row.number, row.number)...max(numbers?.upperBound ?? row.number, row.number)
        return writer.bytes.count >= partBytes ? take() : nil
    }

    /// What is left: the last part, which only the first may be without rows.
    mutating func finish(isFirst: Bool) -> Part? {
        rows > 0 || isFirst ? take() : nil
    }

    private mutating func take() -> Part {
        let part = Part(text: writer.take(), rows: rows, numbers: numbers)
        begin()
        rows = 0
        numbers = nil
        return part
    }

    /// More than a row takes.
    private static let room = 1_024
}

/// Reads the rows of parts.
enum PartDecoder {
    /// The rows of a part's text, in its order.
    static func rows<Row: ArchivedRow>(of text: [UInt8], as type: Row.Type = Row.self) throws(CSVFault) -> [Row] {
        var rows: [Row] = []
        try read(text) { (row: Row) in rows.append(row) }
        return rows
    }

    /// How many rows a part's text has, each of them readable.
    static func count(_ text: [UInt8], of table: ArchiveTable) throws(CSVFault) -> Int {
        var count = 0
        switch table {
        case .prices: try read(text) { (_: PricePoint) in count += 1 }
        case .products: try read(text) { (_: ArchivedProduct) in count += 1 }
        case .websites: try read(text) { (_: Website) in count += 1 }
        case .preferences: try read(text) { (_: ArchivedPreference) in count += 1 }
        }
        return count
    }

    /// Hands out the rows of a part's text, in its order.
    static func read<Row: ArchivedRow>(_ text: [UInt8], _ take: (Row) -> Void) throws(CSVFault) {
        var reader = CSVReader(text)
        let columns = Row.table.columns
        guard let header = try reader.next(),
            header.cells.map({ String(decoding: $0.bytes, as: UTF8.self) }) == columns
        else {
            throw CSVFault(
                line: 1,
                reason: "the columns are not those of \(Row.table.rawValue): \(columns.joined(separator: ","))"
            )
        }
        while var record = try reader.next() {
            guard record.cells.count == columns.count else {
                throw record.fault("\(record.cells.count) cells instead of \(columns.count)")
            }
            take(try Row(&record))
        }
    }
}

/// Names the content of objects.
enum ContentHash {
    /// The SHA-256 of bytes in lower-case hexadecimal digits.
    static func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).hexadecimal
    }
}
