internal import CLibpq
import SalesCore

/// Reads a row's columns from left to right, in the order in which the statement names them.
///
/// A value that the column cannot hold by our own rules throws ``Unreadable``; nothing traps. It cannot be copied, so
/// that nobody keeps one, and the pointer in it, for longer than ``QueryResult`` lends it.
struct RowReader: ~Copyable {
    /// A value that breaks the store's own rules.
    struct Unreadable: Error {
        let column: String
        let expected: String
    }

    // Not the object, which would be counted for each value: whoever reads rows keeps it alive meanwhile.
    private let result: OpaquePointer
    private let row: Int32
    private var index: Int32 = 0

    init(_ result: OpaquePointer, row: Int) {
        self.result = result
        self.row = Int32(row)
    }

    mutating func number() throws -> Int64 {
        let column = index
        guard let number = try numberOrNil() else { throw unreadable(column, "a number") }
        return number
    }

    mutating func numberOrNil() throws -> Int64? {
        let column = index
        guard let bytes = next() else { return nil }
        switch bytes.count {
        case 8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case 4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        default: throw unreadable(column, "a number")
        }
    }

    mutating func count() throws -> Int { Int(clamping: try number()) }

    mutating func flag() throws -> Bool {
        let column = index
        guard let bytes = next(), bytes.count == 1 else { throw unreadable(column, "true or false") }
        return bytes[0] != 0
    }

    mutating func text() throws -> String {
        let column = index
        guard let text = textOrNil() else { throw unreadable(column, "a text") }
        return text
    }

    mutating func textOrNil() -> String? {
        next().map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func bytesOrNil() -> [UInt8]? {
        next().map { Array($0) }
    }

    mutating func moment() throws -> Timestamp {
        let column = index
        guard let moment = try momentOrNil() else { throw unreadable(column, "a moment") }
        return moment
    }

    mutating func momentOrNil() throws -> Timestamp? {
        try numberOrNil().map(Timestamp.init(postgresMicroseconds:))
    }

    mutating func durationOrNil() throws -> Duration? { try numberOrNil().map { .milliseconds($0) } }

    mutating func id<ID: StoreIdentifier>(_ type: ID.Type = ID.self) throws -> ID { ID(rawValue: try number()) }

    /// An amount of two columns.
    mutating func moneyOrNil() throws -> Money? {
        let minorUnits = try numberOrNil()
        let currency = try currencyOrNil()
        guard let minorUnits, let currency else { return nil }
        return Money(minorUnits: minorUnits, currency: currency)
    }

    /// A currency code, or null.
    mutating func currencyOrNil() throws -> Currency? {
        let column = index
        guard let code = next() else { return nil }
        guard let currency = Currency(letters: code) else { throw unreadable(column, "a currency of ISO 4217") }
        return currency
    }

    /// An amount of two columns that is always there.
    mutating func money() throws -> Money {
        let column = index
        guard let money = try moneyOrNil() else { throw unreadable(column, "an amount with its currency") }
        return money
    }

    /// One of the words of a closed list.
    mutating func word<Word: RawRepresentable>(_ type: Word.Type = Word.self) throws -> Word
    where Word.RawValue == String {
        guard let word = try wordOrNil(type) else { throw unreadable(index - 1, "a word of \(type)") }
        return word
    }

    /// One of the words of a closed list, or null.
    mutating func wordOrNil<Word: RawRepresentable>(_ type: Word.Type = Word.self) throws -> Word?
    where Word.RawValue == String {
        let column = index
        guard let text = textOrNil() else { return nil }
        guard let word = Word(rawValue: text) else { throw unreadable(column, "a word of \(type)") }
        return word
    }

    mutating func url() throws -> PageURL {
        let column = index
        guard let url = try urlOrNil() else { throw unreadable(column, "a URL in normal form") }
        return url
    }

    mutating func urlOrNil() throws -> PageURL? {
        let column = index
        do {
            return try textOrNil().map { try PageURL($0) }
        } catch is PageURL.Invalid {
            throw unreadable(column, "a URL in normal form")
        }
    }

    /// A rule as its text.
    mutating func rule() throws -> Rule {
        let column = index
        do {
            return try Rule(text: try text())
        } catch is RuleRequest.Invalid {
            throw unreadable(column, "a rule")
        }
    }

    /// The texts of an array.
    mutating func texts() throws -> [String] {
        let column = index
        return try elements().map { bytes in
            guard let bytes else { throw unreadable(column, "a list of texts") }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The numbers of an array.
    mutating func numbers() throws -> [Int64] {
        let column = index
        return try numbersOrNil().map { number in
            guard let number else { throw unreadable(column, "a list of numbers") }
            return number
        }
    }

    /// The numbers of an array, of which some may be null.
    mutating func numbersOrNil() throws -> [Int64?] {
        let column = index
        return try elements().map { bytes -> Int64? in
            guard let bytes else { return nil }
            guard bytes.count == 8 else { throw unreadable(column, "a list of numbers") }
            return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        }
    }

    /// The flags of an array.
    mutating func flags() throws -> [Bool] {
        let column = index
        return try elements().map { bytes in
            guard let bytes, bytes.count == 1 else { throw unreadable(column, "a list of true and false") }
            return bytes[0] != 0
        }
    }

    /// The currency codes of an array, of which some may be null.
    mutating func currenciesOrNil() throws -> [Currency?] {
        let column = index
        return try elements().map { code -> Currency? in
            guard let code else { return nil }
            guard let currency = Currency(letters: code) else {
                throw unreadable(column, "a list of currencies of ISO 4217")
            }
            return currency
        }
    }

    /// The currency codes of an array.
    mutating func currencies() throws -> [Currency] {
        let column = index
        return try currenciesOrNil().map { currency in
            guard let currency else { throw unreadable(column, "a list of currencies of ISO 4217") }
            return currency
        }
    }

    /// Words of a closed list, of an array.
    mutating func words<Word: RawRepresentable>(_ type: Word.Type) throws -> [Word] where Word.RawValue == String {
        let column = index
        return try texts().map { text in
            guard let word = Word(rawValue: text) else { throw unreadable(column, "a list of words of \(type)") }
            return word
        }
    }

    /// Passes over columns.
    mutating func skip(_ columns: Int) { index += Int32(columns) }

    /// The elements of an array of one dimension.
    ///
    /// Source: array_send in src/backend/utils/adt/arrayfuncs.c
    private mutating func elements() throws -> [UnsafeRawBufferPointer?] {
        let column = index
        guard let bytes = next(), bytes.count >= Self.arrayHeader else { throw unreadable(column, "a list") }
        guard bytes.loadUnaligned(as: Int32.self) != 0 else { return [] }
        var elements: [UnsafeRawBufferPointer?] = []
        var position = Self.arrayHeader + Self.arrayDimension
        while position + 4 <= bytes.count {
            let length = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self)))
            position += 4
            guard length >= 0 else {
                elements.append(nil)
                continue
            }
            guard position + length <= bytes.count else { throw unreadable(column, "a list") }
            elements.append(UnsafeRawBufferPointer(rebasing: bytes[position..<(position + length)]))
            position += length
        }
        return elements
    }

    private static let arrayHeader = 12
    private static let arrayDimension = 8

    mutating func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let column = index
        guard let value = try jsonOrNil(type) else { throw unreadable(column, "JSON of \(type)") }
        return value
    }

    mutating func jsonOrNil<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value? {
        let column = index
        guard let text = textOrNil() else { return nil }
        do {
            return try JSONText.decode(type, from: text)
        } catch {
            throw unreadable(column, "JSON of \(type)")
        }
    }

    /// The bytes of the next column, which live as long as the result; nil for null.
    private mutating func next() -> UnsafeRawBufferPointer? {
        defer { index += 1 }
        guard PQgetisnull(result, row, index) == 0, let value = PQgetvalue(result, row, index) else {
            return nil
        }
        return UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, index)))
    }

    private func unreadable(_ column: Int32, _ expected: String) -> Unreadable {
        let name = PQfname(result, column).map { String(cString: $0) } ?? "\(column)"
        return Unreadable(column: name, expected: expected)
    }
}
