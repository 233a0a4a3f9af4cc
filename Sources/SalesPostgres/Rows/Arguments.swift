import SalesCore

/// The arguments of a statement, in the order of its numbers, in binary format.
struct Arguments: Sendable {
    /// Where an argument's value lies.
    private struct Span {
        let start: Int
        /// -1 for null.
        let length: Int32
    }

    /// The numbers of their types.
    private(set) var types: [UInt32] = []
    private var cells = BinaryCells()
    private var spans: [Span] = []

    /// No arguments yet.
    init() {}

    /// These arguments, as far as they are numbers.
    init(_ numbers: Int64?...) {
        for number in numbers { add(number) }
    }

    mutating func add(_ number: Int64?) { append(.int8) { $0.add(number) } }

    mutating func add(_ number: Int) { add(Int64(number)) }

    mutating func add(_ flag: Bool) { append(.bool) { $0.add(flag) } }

    mutating func add(_ text: String?) { append(.text) { $0.add(text) } }

    mutating func add(bytes: [UInt8]?) { append(.bytea) { $0.add(bytes: bytes) } }

    mutating func add(_ moment: Timestamp?) { append(.timestamptz) { $0.add(moment) } }

    mutating func add(_ duration: Duration?) { add(duration?.wholeMilliseconds) }

    mutating func add(_ id: some StoreIdentifier) { add(id.rawValue) }

    /// An amount: two columns, minor units and currency code, both null or neither.
    mutating func add(_ money: Money?) {
        add(money?.minorUnits)
        add(money?.currency.code)
    }

    /// A list of texts, as one value.
    mutating func add(_ texts: [String]) { addAll(texts) }

    /// A nested value as JSON; null for nil.
    mutating func addJSON<Value: Encodable>(_ value: Value?) throws {
        var text: String?
        if let value { text = try JSONText.encode(value) }
        append(.json) { $0.add(text) }
    }

    /// Calls a function of libpq with the values, their lengths and their formats.
    func withPointers<Answer>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Answer
    ) -> Answer {
        cells.bytes.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = spans.map { span in span.length < 0 ? nil : base.map { $0 + span.start } }
            return body(values + [nil], spans.map(\.length) + [0], Array(repeating: 1, count: spans.count + 1))
        }
    }

    private mutating func append(_ type: PostgresType, _ write: (inout BinaryCells) -> Void) {
        types.append(type.rawValue)
        append(write)
    }

    private mutating func append(_ write: (inout BinaryCells) -> Void) {
        let start = cells.bytes.count + Self.lengthBytes
        write(&cells)
        let isNull = cells.bytes.count == start && cells.bytes[start - 1] == 0xFF
        spans.append(Span(start: start, length: isNull ? -1 : Int32(cells.bytes.count - start)))
    }

    private static let lengthBytes = 4
}

// A column of many rows at once: an array, which `unnest` makes rows of.
extension Arguments {
    mutating func addAll(_ numbers: some Collection<Int64?>) { append(.int8, numbers) { $0.add($1) } }

    mutating func addAll(_ numbers: some Collection<Int64>) { append(.int8, numbers) { $0.add($1) } }

    mutating func addAll(_ flags: some Collection<Bool>) { append(.bool, flags) { $0.add($1) } }

    mutating func addAll(_ texts: some Collection<String?>) { append(.text, texts) { $0.add($1) } }

    mutating func addAll(_ texts: some Collection<String>) { append(.text, texts) { $0.add($1) } }

    mutating func addAll(_ moments: some Collection<Timestamp?>) { append(.timestamptz, moments) { $0.add($1) } }

    mutating func addAll(_ moments: some Collection<Timestamp>) { append(.timestamptz, moments) { $0.add($1) } }

    mutating func addAll(_ ids: some Collection<some StoreIdentifier>) {
        append(.int8, ids) { $0.add($1.rawValue) }
    }

    /// Amounts: two columns, minor units and currency codes.
    mutating func addAll(_ amounts: [Money?]) {
        addAll(amounts.map { $0?.minorUnits })
        addAll(amounts.map { $0?.currency.code })
    }

    mutating func addAll(_ amounts: [Money]) {
        addAll(amounts.map(\.minorUnits))
        addAll(amounts.map(\.currency.code))
    }

    /// Nested values as JSON.
    mutating func addAllJSON<Value: Encodable>(_ values: some Collection<Value?>) throws {
        var texts: [String?] = []
        for value in values {
            guard let value else {
                texts.append(nil)
                continue
            }
            texts.append(try JSONText.encode(value))
        }
        append(.json, texts) { $0.add($1) }
    }

    private mutating func append<Elements: Collection>(
        _ type: PostgresType,
        _ elements: Elements,
        _ write: (inout BinaryCells, Elements.Element) -> Void
    ) {
        var cells = BinaryCells()
        for element in elements { write(&cells, element) }
        types.append(type.array)
        append { $0.addArray(of: cells, count: elements.count, type: type) }
    }
}
