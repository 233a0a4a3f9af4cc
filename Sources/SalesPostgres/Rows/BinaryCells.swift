import SalesCore

/// Values in the binary format of the protocol, each behind its length in four bytes; a length of -1 is null.
///
/// Parameters, the elements of arrays and the fields of COPY are all written like this.
/// Source: https://www.postgresql.org/docs/15/protocol-message-formats.html and the send functions of the types.
struct BinaryCells: Sendable {
    private(set) var bytes: [UInt8] = []

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func addNull() { addLength(-1) }

    mutating func add(_ number: Int64?) {
        guard let number else { return addNull() }
        addLength(8)
        addInteger(number)
    }

    mutating func add(_ number: Int32) {
        addLength(4)
        addInteger(number)
    }

    mutating func add(_ flag: Bool) {
        addLength(1)
        bytes.append(flag ? 1 : 0)
    }

    /// A text; a NUL, which no text of the server can hold, is kept as U+FFFD.
    mutating func add(_ text: String?) {
        guard let text else { return addNull() }
        let kept = text.utf8.contains(0) ? String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 }) : text
        addLength(kept.utf8.count)
        bytes.append(contentsOf: kept.utf8)
    }

    mutating func add(bytes value: [UInt8]?) {
        guard let value else { return addNull() }
        addLength(value.count)
        bytes.append(contentsOf: value)
    }

    mutating func add(_ moment: Timestamp?) { add(moment?.postgresMicroseconds) }

    /// The elements of an array, which these cells are, as one value of their own.
    ///
    /// Source: array_send in src/backend/utils/adt/arrayfuncs.c
    mutating func addArray(of elements: BinaryCells, count: Int, type: PostgresType) {
        let dimensions = count > 0 ? 1 : 0
        addLength(12 + 8 * dimensions + elements.bytes.count)
        addInteger(Int32(dimensions))
        // Whether there may be nulls; the server looks for itself.
        addInteger(Int32(1))
        addInteger(Int32(bitPattern: type.rawValue))
        guard dimensions > 0 else { return }
        addInteger(Int32(count))
        // The number of the first element.
        addInteger(Int32(1))
        bytes.append(contentsOf: elements.bytes)
    }

    /// Bytes that are no value.
    mutating func addRaw(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

    mutating func addInteger<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    private mutating func addLength(_ length: Int) { addInteger(Int32(length)) }
}

/// A type of the server by its number, which is the same in every database.
///
/// Source: src/include/catalog/pg_type.dat
enum PostgresType: UInt32 {
    case bool = 16
    case bytea = 17
    case int8 = 20
    case int4 = 23
    case text = 25
    case json = 114
    case timestamptz = 1184

    /// The type of an array of these.
    var array: UInt32 {
        switch self {
        case .bool: 1_000
        case .bytea: 1_001
        case .int8: 1_016
        case .int4: 1_007
        case .text: 1_009
        case .json: 199
        case .timestamptz: 1_185
        }
    }
}

extension Timestamp {
    /// Microseconds since 2000-01-01T00:00:00Z, as `timestamptz` is sent; moments beyond its range are its infinities,
    /// which come back as the first moment and the last but one: ranges are half open.
    ///
    /// Source: https://www.postgresql.org/docs/15/datatype-datetime.html and src/include/datatype/timestamp.h
    var postgresMicroseconds: Int64 {
        guard milliseconds >= Self.earliestOfPostgres else { return .min }
        guard milliseconds < Self.endOfPostgres else { return .max }
        return (milliseconds - Self.year2000) * 1_000
    }

    /// The moment of so many microseconds since 2000-01-01T00:00:00Z, cut to whole milliseconds.
    init(postgresMicroseconds value: Int64) {
        switch value {
        case .min: self.init(milliseconds: .min)
        case .max: self.init(milliseconds: .max - 1)
        default:
            let (quotient, rest) = value.quotientAndRemainder(dividingBy: 1_000)
            self.init(milliseconds: quotient - (rest < 0 ? 1 : 0) + Self.year2000)
        }
    }

    private static let year2000: Int64 = 946_684_800_000
    /// 4714-11-24 BC.
    private static let earliestOfPostgres: Int64 = -210_866_803_200_000
    /// The beginning of the year 294277.
    private static let endOfPostgres: Int64 = 9_224_318_016_000_000
}
