extension MemoryStore: HostDemandStore {
    /// How many followed products of each host ask for which interval; each page looks at all products.
    public func hostDemands(after token: PageToken?, limit: Int) throws(StoreError) -> Page<HostDemand> {
        var counts: [WebsiteID: [HostDemand.Interval: Int]] = [:]
        for product in products.all where product.activeFollowers > 0 {
            counts[product.websiteID, default: [:]][product.asked, default: 0] += 1
        }
        return try websites.page(after: token, limit: limit) { counts[$0.id] != nil }
            .map { HostDemand(host: $0.host, products: counts[$0.id] ?? [:]) }
    }
}
