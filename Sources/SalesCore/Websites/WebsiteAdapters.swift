/// The adapters in the order in which they are asked; the generic one is the last.
public struct WebsiteAdapters: Sendable {
    /// The adapters that come with the library.
    public static let builtIn: [any WebsiteAdapter] = [Steam(), ASOS(), Shopify(), WooCommerce()]

    /// All of them, in the order in which they are asked.
    public let all: [any WebsiteAdapter]

    /// The adapters of this list, and the generic one behind them.
    public init(_ adapters: [any WebsiteAdapter] = WebsiteAdapters.builtIn) {
        all = adapters + [GenericWebsite()]
    }

    /// The adapter that serves a URL.
    public func adapter(for url: PageURL) -> any WebsiteAdapter {
        all.first { $0.serves(url) } ?? GenericWebsite()
    }

    /// The interfaces that may answer for a URL.
    func interfaces(for url: PageURL) -> [any WebsiteInterface] {
        all.compactMap { $0 as? any WebsiteInterface }.filter { $0.serves(url) }
    }

    /// What hosts allow, with the limits that are published: a lower rate of the operator's stays, a higher does not.
    public func policy(over policy: HostPolicy) -> HostPolicy {
        var result = policy
        for (site, published) in all.flatMap(\.about.limits) {
            let asked = policy.limits(for: site)
            result.named[site] = HostLimits(
                rate: min(asked.rate, published.rate),
                burst: min(asked.burst, published.burst),
                connections: min(asked.connections, published.connections)
            )
        }
        return result
    }
}
