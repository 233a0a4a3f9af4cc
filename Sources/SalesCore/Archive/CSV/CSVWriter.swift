/// Writes records of comma-separated values into bytes: UTF-8, `,` between cells, CR LF behind every record.
///
/// An empty cell is no value, and `""` the empty text. A cell is quoted only where it has to be.
///
/// Source: RFC 4180; https://www.postgresql.org/docs/15/sql-copy.html, CSV Format, for the two kinds of empty.
struct CSVWriter {
    /// What was written.
    private(set) var bytes: [UInt8] = []
    private var isInRecord = false
    /// The day that was written last, and its text: rows that follow one another are mostly of one day.
    private var shown: (day: Int64, text: [UInt8]) = (.min, [])

    /// Hands over what was written, and begins anew.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Makes room for so many bytes.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Ends the record.
    mutating func endRecord() {
        bytes.append(CSVSyntax.carriageReturn)
        bytes.append(CSVSyntax.lineFeed)
        isInRecord = false
    }

    /// Column names, as a record.
    mutating func header(_ columns: [String]) {
        for column in columns { word(column) }
        endRecord()
    }

    /// A text of somebody else's, which must not become a formula.
    mutating func text(_ text: String?) {
        beginCell()
        guard let text else { return }
        let cell = FormulaGuard.guarded(text)
        guard cell.isEmpty || cell.utf8.contains(where: CSVSyntax.isSpecial) else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(CSVSyntax.quote)
        for byte in cell.utf8 {
            if byte == CSVSyntax.quote { bytes.append(CSVSyntax.quote) }
            bytes.append(byte)
        }
        bytes.append(CSVSyntax.quote)
    }

    /// A word of our own: letters, digits, points, dashes and underlines.
    mutating func word(_ word: String?) {
        beginCell()
        if let word { bytes.append(contentsOf: word.utf8) }
    }

    /// A whole number.
    mutating func number(_ number: Int64?) {
        beginCell()
        if let number { append(number) }
    }

    /// `true` or `false`.
    mutating func flag(_ flag: Bool) { word(flag ? "true" : "false") }

    /// An amount as a decimal number with all digits of its currency, and the code of the currency: two cells.
    mutating func money(_ money: Money?) {
        beginCell()
        if let money { append(money.minorUnits, fractionDigits: money.currency.minorUnitDigits) }
        word(money?.currency.code)
    }

    /// A moment in ISO 8601, in UTC and with three digits behind the seconds: `2026-11-24T10:15:30.250Z`.
    mutating func moment(_ moment: Timestamp?) {
        beginCell()
        guard let moment else { return }
        let day = moment.utcDay
        if shown.day != day { shown = (day, Array(ArchiveTime.date(ofDay: day).utf8)) }
        bytes.append(contentsOf: shown.text)
        bytes.append(UInt8(ascii: "T"))
        let remainder = moment.milliseconds % Timestamp.millisecondsPerDay
        let rest = Int(remainder < 0 ? remainder + Timestamp.millisecondsPerDay : remainder)
        append(two: rest / 3_600_000)
        bytes.append(UInt8(ascii: ":"))
        append(two: rest / 60_000 % 60)
        bytes.append(UInt8(ascii: ":"))
        append(two: rest / 1_000 % 60)
        bytes.append(UInt8(ascii: "."))
        bytes.append(Self.digit(rest / 100 % 10))
        append(two: rest % 100)
        bytes.append(UInt8(ascii: "Z"))
    }

    private mutating func beginCell() {
        if isInRecord { bytes.append(CSVSyntax.comma) }
        isInRecord = true
    }

    private mutating func append(two value: Int) {
        bytes.append(Self.digit(value / 10))
        bytes.append(Self.digit(value % 10))
    }

    /// A number scaled by ten to the power of `fractionDigits`.
    private mutating func append(_ number: Int64, fractionDigits: Int = 0) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        // From the last digit to the first, on the stack: an array for each number would be most of a row's cost. The
        // bytes are appended before it ends, and nothing else sees them.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longestNumber) { text in
            var first = text.endIndex
            var written = 0
            repeat {
                if fractionDigits > 0, written == fractionDigits {
                    first -= 1
                    text[first] = UInt8(ascii: ".")
                }
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
                first -= 1
                text[first] = Self.digit(Int(remainder))
                rest = quotient
                written += 1
            } while rest > 0 || written <= fractionDigits
            bytes.append(contentsOf: text[first...])
        }
    }

    /// The digits of the greatest number, and a point.
    private static let longestNumber = 21

    private static func digit(_ value: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value) }
}

/// The bytes that mean something between cells.
enum CSVSyntax {
    static let comma = UInt8(ascii: ",")
    static let quote = UInt8(ascii: "\"")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")

    /// Whether a cell that holds the byte must be quoted.
    static func isSpecial(_ byte: UInt8) -> Bool {
        byte == comma || byte == quote || byte == carriageReturn || byte == lineFeed
    }
}
