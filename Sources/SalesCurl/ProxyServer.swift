public import SalesCore

/// The operator's HTTP proxy.
///
/// The names of pages are resolved by the proxy and not here, so the address that is judged at connect time is the
/// proxy's. What the text of a page's URL shows is still refused (addresses, ports, and names that only mean something
/// inside a network), but other names that resolve to private addresses are then the proxy's to refuse.
public struct ProxyServer: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The proxy's scheme, host and port.
    public let url: PageURL
    /// The user name, if it asks for one.
    public let user: String?
    /// The password; never described.
    public let password: String?

    /// A proxy; the path and query of the URL are of no use.
    public init(url: PageURL, user: String? = nil, password: String? = nil) {
        self.url = url
        self.user = user
        self.password = password
    }

    /// Scheme, host and port, without what is secret.
    ///
    /// The port is always named: where it is not, libcurl takes a proxy's to be 1080.
    public var description: String { "\(url.scheme.rawValue)://\(url.host):\(url.port)" }

    /// Nothing beside the description.
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
