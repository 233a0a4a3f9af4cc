import SalesCore

/// What a row of `request_keys` says to whoever comes with its key.
struct KeyRow {
    static let columns = "fingerprint, status, content_type, body"

    let fingerprint: SecretHash
    let answer: KeptAnswer?

    static func read(_ row: inout RowReader) throws -> KeyRow {
        guard let fingerprint = SecretHash(hex: try row.text()) else {
            throw RowReader.Unreadable(column: "request_keys.fingerprint", expected: "a hash in hexadecimal digits")
        }
        let status = try row.numberOrNil()
        let contentType = row.textOrNil()
        let body = row.bytesOrNil() ?? []
        return KeyRow(
            fingerprint: fingerprint,
            answer: status.map { KeptAnswer(status: Int(clamping: $0), contentType: contentType, body: body) }
        )
    }

    /// What became of it for a request of a fingerprint that could not begin it.
    func state(for fingerprint: SecretHash) -> IdempotencyState {
        guard self.fingerprint == fingerprint else { return .otherRequest }
        return answer.map { .finished($0) } ?? .inProgress
    }
}
