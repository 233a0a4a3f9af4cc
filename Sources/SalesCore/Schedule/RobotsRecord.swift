/// A host's robots.txt as it was received.
public struct RobotsRecord: Hashable, Codable, Sendable {
    /// The HTTP status it came with; 0 where there was no response.
    public var status: Int
    /// The text; empty where there was none.
    public var text: String
    /// When it was received.
    public var fetchedAt: Timestamp

    /// A record.
    public init(status: Int, text: String, fetchedAt: Timestamp) {
        self.status = status
        self.text = text
        self.fetchedAt = fetchedAt
    }
}

extension RobotsRecord {
    /// How long a file is used before it is asked for again (RFC 9309 §2.4).
    public static let lifetime = Duration.seconds(86_400)
    /// How soon it is asked for again where it could not be had.
    public static let retry = Duration.seconds(300)
    /// How long an old file is used while no new one can be had; §2.4 allows it without a limit, Google does for 30 days.
    public static let staleLifetime = Duration.seconds(7 * 86_400)

    /// The record of a response's body: only of a success, at most ``HostState/maximumRobotsBytes`` of it.
    ///
    /// Bytes that are no UTF-8, and NUL, which some stores cannot hold, are kept percent-encoded; that changes no rule.
    public init(status: Int, body: [UInt8], fetchedAt: Timestamp) {
        let isSuccess = (200..<300).contains(status)
        self.init(
            status: status,
            text: isSuccess ? Self.text(of: body.prefix(HostState.maximumRobotsBytes)) : "",
            fetchedAt: fetchedAt
        )
    }

    /// Whether the file could not be had: then nothing of the host may be fetched.
    public var isUnreachable: Bool { !(200..<500).contains(status) || status == 429 }

    /// When the file is to be asked for again.
    var freshUntil: Timestamp { fetchedAt + (isUnreachable ? Self.retry : Self.lifetime) }

    /// Whether it may be used without asking again; a record from a clock far ahead may not.
    func isFresh(at now: Timestamp) -> Bool {
        now < freshUntil && fetchedAt - now < Self.retry
    }

    /// Whether it may be used where no newer one can be had.
    func isUsableStale(at now: Timestamp) -> Bool {
        !isUnreachable && (Duration.zero..<Self.staleLifetime).contains(now - fetchedAt)
    }

    private static func text(of body: ArraySlice<UInt8>) -> String {
        if let text = String(validating: body, as: UTF8.self), !body.contains(0) { return text }
        var bytes: [UInt8] = []
        // A mark cut short is not worth keeping.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let start = zip(body, mark).prefix { $0 == $1 }.count
        for byte in body.dropFirst(start) where bytes.count < HostState.maximumRobotsBytes - 2 {
            if byte == 0 || byte >= 0x80 {
                bytes += PercentDecoding.encoded([byte]).utf8
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
