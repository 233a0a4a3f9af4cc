import Foundation
internal import GRDB
import SalesCore

/// The arguments of a statement, in the order of its question marks.
struct Arguments {
    private(set) var values: [DatabaseValue] = []

    /// No arguments yet.
    ///
    /// - Parameter capacity: how many are to come.
    init(capacity: Int = 8) { values.reserveCapacity(capacity) }

    /// These arguments, as far as they need no mapping.
    init(_ numbers: Int64?...) {
        values = numbers.map { $0?.databaseValue ?? .null }
    }

    mutating func add(_ number: Int64?) { values.append(number?.databaseValue ?? .null) }

    mutating func add(_ number: Int) { values.append(number.databaseValue) }

    mutating func add(_ flag: Bool) { values.append(Int64(flag ? 1 : 0).databaseValue) }

    /// A text; a NUL, at which SQLite's text would end, is kept as U+FFFD.
    mutating func add(_ text: String?) {
        guard let text else { return values.append(.null) }
        let kept = text.utf8.contains(0) ? String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 }) : text
        values.append(kept.databaseValue)
    }

    mutating func add(bytes: [UInt8]?) { values.append(bytes.map { Data($0).databaseValue } ?? .null) }

    mutating func add(_ moment: Timestamp?) { add(moment?.milliseconds) }

    mutating func add(_ duration: Duration?) { add(duration?.wholeMilliseconds) }

    mutating func add(_ id: some StoreIdentifier) { add(id.rawValue) }

    /// An amount: two columns, minor units and currency code, both null or neither.
    mutating func add(_ money: Money?) {
        add(money?.minorUnits)
        add(money?.currency.code)
    }

    /// A nested value as JSON; null for nil.
    mutating func addJSON<Value: Encodable>(_ value: Value?) throws {
        guard let value else { return values.append(.null) }
        add(try JSONText.encode(value))
    }
}
