/// Reads records of comma-separated values out of bytes, strictly: what breaks the format is named with its line.
///
/// Source: RFC 4180; records may end with a line feed alone.
struct CSVReader {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    /// A reader of the whole text of a file.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next record; nil behind the last.
    mutating func next() throws(CSVFault) -> CSVRecord? {
        guard position < bytes.endIndex else { return nil }
        let first = line
        var cells: [CSVRecord.Cell] = []
        while true {
            let cell = bytes[position...].first == CSVSyntax.quote ? try quoted() : try plain()
            cells.append(cell)
            guard cells.count <= Self.maximumCells else { throw CSVFault(line: first, reason: "too many cells") }
            guard bytes[position...].first == CSVSyntax.comma else { break }
            position += 1
        }
        try endRecord()
        return CSVRecord(line: first, cells: cells)
    }

    private mutating func plain() throws(CSVFault) -> CSVRecord.Cell {
        let start = position
        while position < bytes.endIndex, !CSVSyntax.isSpecial(bytes[position]) { position += 1 }
        guard bytes[position...].first != CSVSyntax.quote else {
            throw CSVFault(line: line, reason: "a quotation mark within a cell that does not begin with one")
        }
        return CSVRecord.Cell(bytes: bytes[start..<position], isQuoted: false)
    }

    private mutating func quoted() throws(CSVFault) -> CSVRecord.Cell {
        let first = line
        position += 1
        var start = position
        var parts: [UInt8]?
        while position < bytes.endIndex {
            let byte = bytes[position]
            if byte == CSVSyntax.lineFeed { line += 1 }
            position += 1
            guard byte == CSVSyntax.quote else { continue }
            guard bytes[position...].first == CSVSyntax.quote else {
                let rest = bytes[start..<(position - 1)]
                return CSVRecord.Cell(bytes: parts.map { ($0 + rest)[...] } ?? rest, isQuoted: true)
            }
            parts = (parts ?? []) + bytes[start..<position]
            position += 1
            start = position
        }
        throw CSVFault(line: first, reason: "a quotation mark that nothing closes")
    }

    private mutating func endRecord() throws(CSVFault) {
        if bytes[position...].first == CSVSyntax.carriageReturn { position += 1 }
        guard position < bytes.endIndex else { return }
        guard bytes[position] == CSVSyntax.lineFeed else {
            throw CSVFault(line: line, reason: "something between the end of a cell and the next comma")
        }
        position += 1
        line += 1
    }

    /// No table has as many columns.
    private static let maximumCells = 100
}

/// What makes bytes no file of ours, and where.
struct CSVFault: Error, Hashable, CustomStringConvertible {
    /// From 1.
    let line: Int
    /// In words that go on from “line 3: ”.
    let reason: String

    var description: String { "line \(line): \(reason)" }
}

/// The cells of one record, read by the names of their columns in order.
struct CSVRecord {
    /// The bytes between two commas, without quotation marks.
    struct Cell {
        let bytes: ArraySlice<UInt8>
        let isQuoted: Bool
    }

    /// On which line it begins, from 1.
    let line: Int
    let cells: [Cell]
    private var index = 0

    init(line: Int, cells: [Cell]) {
        self.line = line
        self.cells = cells
    }

    /// A text of somebody else's; nil for no value.
    mutating func textOrNil() -> String? {
        let cell = next()
        guard cell.isQuoted || !cell.bytes.isEmpty else { return nil }
        return FormulaGuard.bare(String(decoding: cell.bytes, as: UTF8.self))
    }

    mutating func text(_ what: String) throws(CSVFault) -> String {
        try present(textOrNil(), what)
    }

    /// A word of our own; nil for no value.
    mutating func wordOrNil() -> String? {
        let cell = next()
        return cell.bytes.isEmpty ? nil : String(decoding: cell.bytes, as: UTF8.self)
    }

    mutating func numberOrNil() throws(CSVFault) -> Int64? {
        guard let word = wordOrNil() else { return nil }
        guard let number = Int64(word), String(number) == word else { throw fault("“\(word)” is no whole number") }
        return number
    }

    mutating func number(_ what: String) throws(CSVFault) -> Int64 {
        try present(try numberOrNil(), what)
    }

    mutating func flag(_ what: String) throws(CSVFault) -> Bool {
        switch wordOrNil() {
        case "true": return true
        case "false": return false
        default: throw fault("\(what) is neither true nor false")
        }
    }

    /// An amount of two cells; nil for no value.
    mutating func moneyOrNil() throws(CSVFault) -> Money? {
        let amount = wordOrNil()
        let code = wordOrNil()
        guard amount != nil || code != nil else { return nil }
        guard let code, let currency = Currency(code: code), currency.code == code else {
            throw fault("“\(code ?? "")” is no currency of ISO 4217")
        }
        guard let amount, let money = Money(decimal: amount, currency: currency) else {
            throw fault("“\(amount ?? "")” is no amount of \(code)")
        }
        return money
    }

    mutating func money(_ what: String) throws(CSVFault) -> Money { try present(try moneyOrNil(), what) }

    /// A moment; nil for no value.
    mutating func momentOrNil() throws(CSVFault) -> Timestamp? {
        let cell = next()
        guard !cell.bytes.isEmpty else { return nil }
        guard let moment = ArchiveTime.moment(cell.bytes) else {
            throw fault("“\(String(decoding: cell.bytes, as: UTF8.self))” is no moment in UTC with milliseconds")
        }
        return moment
    }

    mutating func moment(_ what: String) throws(CSVFault) -> Timestamp { try present(try momentOrNil(), what) }

    /// One of the words of a closed list.
    mutating func word<Word: RawRepresentable>(_ what: String) throws(CSVFault) -> Word where Word.RawValue == String {
        let word = try present(wordOrNil(), what)
        guard let value = Word(rawValue: word) else { throw fault("“\(word)” is no \(what)") }
        return value
    }

    func fault(_ reason: String) -> CSVFault { CSVFault(line: line, reason: reason) }

    private func present<Value>(_ value: Value?, _ what: String) throws(CSVFault) -> Value {
        guard let value else { throw fault("\(what) is missing") }
        return value
    }

    /// The next cell; cells that are missing are empty, since a record of another length is refused before.
    private mutating func next() -> Cell {
        defer { index += 1 }
        return index < cells.count ? cells[index] : Cell(bytes: [], isQuoted: false)
    }
}
