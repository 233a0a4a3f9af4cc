import Foundation
internal import GRDB
import SalesCore

/// Reads a row's columns from left to right, in the order in which the statement names them.
///
/// A value that the column cannot hold by our own rules throws ``Unreadable``; nothing traps.
struct RowReader {
    /// A value that breaks the store's own rules.
    struct Unreadable: Error {
        let column: String
        let expected: String
    }

    private let row: Row
    private var index = 0

    init(_ row: Row) { self.row = row }

    mutating func number() throws -> Int64 { try value(Int64.self) }

    mutating func numberOrNil() throws -> Int64? { try value(Int64?.self) }

    mutating func count() throws -> Int { Int(clamping: try number()) }

    mutating func flag() throws -> Bool { try number() != 0 }

    mutating func text() throws -> String { try value(String.self) }

    mutating func textOrNil() throws -> String? { try value(String?.self) }

    mutating func bytesOrNil() throws -> [UInt8]? { try value(Data?.self).map { Array($0) } }

    mutating func moment() throws -> Timestamp { Timestamp(milliseconds: try number()) }

    mutating func momentOrNil() throws -> Timestamp? { try numberOrNil().map(Timestamp.init(milliseconds:)) }

    mutating func durationOrNil() throws -> Duration? { try numberOrNil().map { .milliseconds($0) } }

    mutating func id<ID: StoreIdentifier>(_ type: ID.Type = ID.self) throws -> ID { ID(rawValue: try number()) }

    /// An amount of two columns.
    mutating func moneyOrNil() throws -> Money? {
        let column = index + 1
        let minorUnits = try numberOrNil()
        let code = try textOrNil()
        guard let minorUnits, let code else { return nil }
        return Money(minorUnits: minorUnits, currency: try currency(code, in: column))
    }

    /// A currency code, or null.
    mutating func currencyOrNil() throws -> Currency? {
        let column = index
        return try textOrNil().map { try currency($0, in: column) }
    }

    private func currency(_ code: String, in column: Int) throws -> Currency {
        guard let currency = Currency(code: code) else { throw unreadable(column, "a currency of ISO 4217") }
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
        guard let text = try textOrNil() else { return nil }
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

    mutating func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let column = index
        guard let value = try jsonOrNil(type) else { throw unreadable(column, "JSON of \(type)") }
        return value
    }

    mutating func jsonOrNil<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value? {
        let column = index
        guard let text = try textOrNil() else { return nil }
        do {
            return try JSONText.decode(type, from: text)
        } catch {
            throw unreadable(column, "JSON of \(type)")
        }
    }

    private mutating func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ type: Value.Type
    ) throws -> Value {
        defer { index += 1 }
        return try row.decode(type, atIndex: index)
    }

    private mutating func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ type: Value?.Type
    ) throws -> Value? {
        defer { index += 1 }
        return try row.decode(type, atIndex: index)
    }

    private func unreadable(_ column: Int, _ expected: String) -> Unreadable {
        let names = Array(row.columnNames)
        return Unreadable(column: names.indices.contains(column) ? names[column] : "\(column)", expected: expected)
    }
}
