public import SalesCore

/// Which addresses may be contacted: a pure decision on the bytes of an address, asked at the moment of connecting and
/// again before each request on a kept connection.
///
/// Only the address that is really connected to can be judged; a host name says nothing, since names resolve to
/// whatever their owner likes, each time anew.
public struct NetworkPolicy: Hashable, Sendable {
    /// Why an address may not be contacted.
    public enum Refusal: Hashable, Sendable {
        /// It is not of the public internet.
        case notPublic
        /// It is this machine's own.
        case thisMachine
        /// The port is not one of the web's.
        case port(Int)
    }

    /// Who gave the URLs.
    private enum Reach: Hashable, Sendable {
        case publicInternet
        case anything
        case onePort(Int)
    }

    private let reach: Reach
    /// The operator's exceptions.
    public let allowed: Set<AllowedAddress>
    /// This machine's own addresses, which are refused even where they are public.
    let own: Set<IPAddress>

    /// For URLs that users give: the public internet and the operator's exceptions.
    ///
    /// - Parameter own: This machine's addresses; read from its interfaces unless given.
    public static func publicInternet(
        allowing exceptions: some Sequence<AllowedAddress> = [],
        own: Set<IPAddress>? = nil
    ) -> NetworkPolicy {
        NetworkPolicy(
            reach: .publicInternet,
            allowed: Set(exceptions),
            own: own ?? LocalInterfaces.addresses()
        )
    }

    /// For endpoints that only the operator gives, such as the own mail server.
    ///
    /// Never for a URL from a user.
    public static let trusted = NetworkPolicy(reach: .anything, allowed: [], own: [])

    /// For requests through the operator's proxy: its port at whatever address it has.
    static func proxy(port: Int) -> NetworkPolicy {
        NetworkPolicy(reach: .onePort(port), allowed: [], own: [])
    }

    /// Why an address and port may not be contacted; nil where they may.
    public func refusal(of address: IPAddress, port: Int) -> Refusal? {
        switch reach {
        case .anything:
            return nil
        case .onePort(let only):
            return port == only ? nil : .port(port)
        case .publicInternet:
            if allowed.contains(where: { $0.covers(address, port: port) }) { return nil }
            if SpecialAddresses.meaning(of: address) != nil { return .notPublic }
            if own.contains(address) { return .thisMachine }
            return WebPorts.allows(port) ? nil : .port(port)
        }
    }

    /// Whether both ends of a connection are this machine's although neither is excepted: an address that was given to it
    /// after the engine was made.
    func refusesItself(remote: IPAddress, local: IPAddress?, port: Int) -> Bool {
        guard reach == .publicInternet, remote == local else { return false }
        return !allowed.contains { $0.covers(remote, port: port) }
    }

    /// Whether a URL's text names an address that the operator lets be reached.
    func isOwn(_ url: PageURL) -> Bool {
        guard reach == .publicInternet else { return true }
        guard let address = IPAddress(url.host) else { return false }
        return allowed.contains { $0.covers(address, port: url.port) }
    }

    /// Why a URL may not be fetched, as far as its text shows: its port, and its address where it is one.
    ///
    /// The decision at connect time is made all the same. A proxy makes the connection itself, so that there names are
    /// judged as well: those that only mean something inside of a network are refused.
    ///
    /// - Parameter isProxied: Whether a proxy resolves the name.
    public func refusal(of url: PageURL, isProxied: Bool = false) -> Refusal? {
        guard reach == .publicInternet else { return nil }
        if let address = IPAddress(url.host) { return refusal(of: address, port: url.port) }
        if isProxied, LocalNames.contains(url.host) { return .notPublic }
        let isExcepted = allowed.contains { $0.port == nil || $0.port == url.port }
        return isExcepted || WebPorts.allows(url.port) ? nil : .port(url.port)
    }
}
