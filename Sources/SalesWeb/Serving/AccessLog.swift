internal import Crypto
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
import Logging
import SalesCore

/// Notes each request in one line: what was asked of which route, and how it went.
///
/// Secrets stand in paths, queries, fields and bodies, so that nothing of them is noted: of the path, the route's pattern
/// alone; of the client, a name that no other process gives it.
struct AccessLog: Sendable {
    private let key: SymmetricKey

    /// - Parameter random: makes the key by which clients get their names.
    init(_ random: RandomSource) {
        let words = (0..<4).map { _ in random.next() }
        key = SymmetricKey(data: words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } })
    }

    /// Notes an answer that is about to be sent.
    func note(_ status: HTTPResponse.Status, to exchange: Exchange, at now: Timestamp) {
        let method = exchange.request.method
        exchange.context.logger.debug(
            "request",
            metadata: [
                "method": "\(Self.known.contains(method) ? method.rawValue : "other")",
                "route": "\(exchange.route?.path ?? "none")",
                "status": "\(status.code)",
                "ms": "\((now - exchange.now).wholeMilliseconds)",
                "client": "\(name(of: exchange.client))",
            ]
        )
    }

    /// A client's name in the log of this process: nobody can tell by it the address, of which there are few enough to
    /// try them all.
    func name(of client: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Array(client.utf8), using: key).prefix(Self.nameBytes).hexadecimal
    }

    private static let nameBytes = 8
    private static let known: Set<HTTPRequest.Method> = Set(WebResponder.known)
}
