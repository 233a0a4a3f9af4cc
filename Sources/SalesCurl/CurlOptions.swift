internal import SalesCore

/// How a ``CurlFetcher`` presents itself and reaches the network.
public struct CurlOptions: Sendable {
    /// Sent as `User-Agent`.
    public var userAgent: String
    /// Sent as `Accept-Language`; nil sends none.
    public var acceptLanguage: String?
    /// What single hosts get, by site (``SalesCore/PageURL/site``) or authority: a port that is not the usual one is part
    /// of the name.
    public var hosts: [String: HostOptions]
    /// Whose certificates are believed.
    public var authorities: CertificateAuthorities
    /// The operator's proxy; the environment's is never used.
    public var proxy: ProxyServer?
    /// How long making a connection may take, name resolution and TLS included.
    public var connectTimeout: Duration

    /// Options.
    ///
    /// - Parameters:
    ///   - contact: A URL or mail address at which a shop's owner reaches whoever runs this.
    ///   - name: The program's name and version, as RFC 9110 §10.1.5 writes them.
    public init(
        contact: String,
        name: String = "SalesTracker/0.1",
        acceptLanguage: String? = nil,
        hosts: [String: HostOptions] = [:],
        authorities: CertificateAuthorities = .system,
        proxy: ProxyServer? = nil,
        connectTimeout: Duration = .seconds(10)
    ) {
        userAgent = "\(name) (+\(contact))"
        self.acceptLanguage = acceptLanguage
        self.hosts = hosts
        self.authorities = authorities
        self.proxy = proxy
        self.connectTimeout = connectTimeout
    }

    /// What a URL's host gets beside the rest.
    func hostOptions(for url: PageURL) -> HostOptions? {
        hosts[url.authority] ?? hosts[url.site]
    }
}
