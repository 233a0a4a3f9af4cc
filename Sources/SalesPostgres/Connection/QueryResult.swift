internal import CLibpq

/// What a statement yielded, in binary format; its memory is given back with the last reference.
final class QueryResult: Sendable {
    // Unsafe, because a pointer is never Sendable. Sound, because a result does not change once it was received, libpq lets
    // any thread read one (https://www.postgresql.org/docs/15/libpq-threading.html), and only `deinit` clears it, when the
    // last reference is gone; a `RowReader` has it only while this lends it to a closure, which keeps this alive.
    private nonisolated(unsafe) let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    /// How the statement ended.
    var status: ExecStatusType { PQresultStatus(pointer) }

    /// The SQLSTATE of a failure; nil where there is none.
    var sqlState: String? { sales_result_sqlstate(pointer).map { String(cString: $0) } }

    /// What the server says of a failure; empty where it says nothing.
    var message: String { sales_result_message(pointer).map { String(cString: $0) } ?? "" }

    /// How many rows it has.
    var count: Int { Int(PQntuples(pointer)) }

    /// How many rows the statement inserted, updated, deleted or selected.
    var affected: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// The rows, each read by a closure.
    func rows<Element>(_ decode: (inout RowReader) throws -> Element) throws -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(count)
        try withExtendedLifetime(self) {
            for row in 0..<count {
                var reader = RowReader(pointer, row: row)
                elements.append(try decode(&reader))
            }
        }
        return elements
    }

    /// The first row, read by a closure, or nil.
    func row<Element>(_ decode: (inout RowReader) throws -> Element) throws -> Element? {
        guard count > 0 else { return nil }
        return try withExtendedLifetime(self) {
            var reader = RowReader(pointer, row: 0)
            return try decode(&reader)
        }
    }
}
