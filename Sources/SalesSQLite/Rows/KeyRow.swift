import SalesCore

/// What a row of `request_keys` says to whoever comes with its key.
struct KeyRow {
    static let columns = "fingerprint, lease_until, status, content_type, body"

    let fingerprint: SecretHash
    let leaseEnd: Timestamp?
    let answer: KeptAnswer?

    static func read(_ row: inout RowReader) throws -> KeyRow {
        guard let fingerprint = SecretHash(hex: try row.text()) else {
            throw RowReader.Unreadable(column: "request_keys.fingerprint", expected: "a hash in hexadecimal digits")
        }
        let leaseEnd = try row.momentOrNil()
        let status = try row.numberOrNil()
        let contentType = try row.textOrNil()
        let body = try row.bytesOrNil() ?? []
        return KeyRow(
            fingerprint: fingerprint,
            leaseEnd: leaseEnd,
            answer: status.map { KeptAnswer(status: Int(clamping: $0), contentType: contentType, body: body) }
        )
    }

    /// What became of it for a request of a fingerprint; nil where its lease ran out, so that it is taken over.
    func state(for fingerprint: SecretHash, at now: Timestamp) -> IdempotencyState? {
        guard self.fingerprint == fingerprint else { return .otherRequest }
        if let answer { return .finished(answer) }
        guard let leaseEnd, leaseEnd > now else { return nil }
        return .inProgress
    }
}
