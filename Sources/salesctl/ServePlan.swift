import SalesCore
import SalesWeb

/// For whom `serve` is there, and under which origin: decided before anything listens.
///
/// Pure.
struct ServePlan: Equatable {
    /// Whether it is for one person alone, who signs in by a link from the terminal.
    let isPrivate: Bool
    /// Where it listens, and the origin that follows from that where none is named.
    private let host: String
    private let port: Int
    /// The origin that somebody named.
    private let named: String?

    /// What the settings mean.
    ///
    /// - Parameter allowsPlainHTTP: whether somebody said that others may come without TLS.
    /// - Throws: what is missing, and what to say.
    init(_ settings: AppSettings, allowsPlainHTTP: Bool) throws(CommandFailure) {
        let web = settings.web
        let origin = try settings.webOrigin()
        let isHome = Self.isLoopback(web.host)
        (host, port, named) = (web.host, web.port, origin?.origin)
        isPrivate = web.isPrivate ?? (isHome && origin == nil)
        guard !isPrivate || web.registration == .closed else {
            throw CommandFailure(
                .usage,
                "Nobody can register where it serves you alone, as it does on this machine without --origin (web.origin) "
                    + "and with --private. Name the address under which people reach it, or leave the registration closed."
            )
        }
        if !isPrivate, case .memory = settings.store {
            throw CommandFailure(
                .usage,
                "People with accounts need a store that lasts; name one with --store sqlite:PATH."
            )
        }
        let isEncrypted = origin?.scheme == .https
        let staysHome = isHome && Self.isLoopback(origin?.host ?? web.host)
        guard isEncrypted || staysHome || allowsPlainHTTP else {
            throw Self.refusal(
                isHome ? "\(named ?? "") is for others" : "\(web.host) lets others in, not this machine alone"
            )
        }
        // The links that sign in and verify lead to the origin.
        let isKnown = web.port != 0 && !Self.allAddresses.contains(web.host)
        guard origin != nil || isKnown || isHome && isPrivate else {
            throw CommandFailure(
                .usage,
                "Nobody can reach \(address(on: port).place). Name the address that people use: "
                    + "--origin http://192.168.1.20:8080, or web.origin."
            )
        }
    }

    /// Where it listens, on a port that may not be known before it does, with the origin under which it is reached.
    func address(on port: Int) -> WebService.Address { WebService.Address(host: host, port: port, origin: named) }

    /// Where it is to listen.
    var address: WebService.Address { address(on: port) }

    private static func refusal(_ what: String) -> CommandFailure {
        CommandFailure(
            .refused,
            "\(what), and without TLS everybody on the way can read what they send, also what signs them in. Put a proxy "
                + "with TLS in front and name the address that people use: --origin https://sales.example, or web.origin. "
                + "If you trust everybody on the network, say --insecure-http."
        )
    }

    /// What listens at all addresses of a machine, and is none that anybody could type.
    private static let allAddresses: Set = ["0.0.0.0", "::"]

    /// Whether a host is this machine and nobody else can reach it (RFC 6890, RFC 6761 §6.3).
    static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if ["localhost", "::1", "[::1]"].contains(name) { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } && UInt8($0) != nil }
    }
}
