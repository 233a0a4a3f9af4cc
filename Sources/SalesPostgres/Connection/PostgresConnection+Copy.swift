internal import CLibpq

extension PostgresConnection {
    /// Sends rows to a `COPY … FROM STDIN (FORMAT binary)`; each is written by the closure: the number of its fields in
    /// two bytes, then the fields.
    ///
    /// Source: https://www.postgresql.org/docs/15/sql-copy.html, Binary Format
    /// - Parameter timeout: how long all of it may take.
    func copy<Rows: Collection & Sendable>(
        into sql: String,
        _ rows: Rows,
        timeout: Duration,
        _ write: @Sendable (Rows.Element, inout BinaryCells) -> Void
    ) async throws {
        try await request(timeout: timeout) {
            // COPY is not allowed in a pipeline.
            guard PQexitPipelineMode(handle) == 1, PQsendQuery(handle, sql) == 1 else { throw connectionFailure }
            try await flush()
            let start = try await nextResult()
            guard start.status == PGRES_COPY_IN else { throw try await copyFailure(start) }
            var cells = BinaryCells()
            cells.addRaw(Self.copySignature)
            for row in rows {
                write(row, &cells)
                if cells.bytes.count >= Self.copyPiece { try await send(&cells) }
            }
            cells.addInteger(Self.copyEnd)
            try await send(&cells)
            try await endCopy()
        }
    }

    private func send(_ cells: inout BinaryCells) async throws {
        // A server that keeps up is never waited for, and only who waits is told of a cancellation or the time.
        if Task.isCancelled { throw PostgresFailure.cancelled }
        try checkTime()
        while true {
            let sent = cells.bytes.withUnsafeBytes { bytes in
                PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            }
            guard sent >= 0 else { throw connectionFailure }
            if sent == 1 { break }
            try await waitForSocket(writing: true)
            guard PQconsumeInput(handle) == 1 else { throw connectionFailure }
        }
        cells.clear()
        try await flush()
    }

    private func endCopy() async throws {
        while true {
            let sent = PQputCopyEnd(handle, nil)
            guard sent >= 0 else { throw connectionFailure }
            if sent == 1 { break }
            try await waitForSocket(writing: true)
            guard PQconsumeInput(handle) == 1 else { throw connectionFailure }
        }
        try await flush()
        let end = try await nextResult()
        guard end.status == PGRES_COMMAND_OK else { throw try await copyFailure(end) }
        try await endOfCommand()
        guard PQenterPipelineMode(handle) == 1 else { throw connectionFailure }
    }

    /// What a result says that ended a copy too soon, read to its end so that the connection can be used again.
    private func copyFailure(_ result: QueryResult) async throws -> PostgresFailure {
        let failure = serverFailure(result)
        try await endOfCommand()
        guard PQenterPipelineMode(handle) == 1 else { throw connectionFailure }
        return failure
    }

    /// The signature, no flags, and no extension of the header.
    private static let copySignature =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    private static let copyEnd: Int16 = -1
    /// How many bytes are gathered before they are sent.
    private static let copyPiece = 65_536
}

extension Transaction {
    /// Sends rows to a `COPY … FROM STDIN (FORMAT binary)` within the transaction, which must have begun.
    func copy<Rows: Collection & Sendable>(
        into sql: String,
        _ rows: Rows,
        _ write: @Sendable (Rows.Element, inout BinaryCells) -> Void
    ) async throws {
        try await connection.copy(into: sql, rows, timeout: timeout, write)
    }
}
