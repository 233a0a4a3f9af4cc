import SalesCore
import SalesTesting

extension SabotagedStore: HostDemandStore {
    func hostDemands(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<HostDemand> {
        guard let counting = store as? any HostDemandStore else {
            throw StoreError(.other, message: "The store that is sabotaged counts no demands.")
        }
        let page = try await self.page(after: token, limit: limit) { (token, limit) throws(StoreError) in
            try await counting.hostDemands(after: token, limit: limit)
        }
        switch sabotage {
        case .countsOnlyNamed:
            return page.map { demand in
                HostDemand(host: demand.host, products: demand.products.filter { $0.key.named != nil })
            }
        case .forgetsDefaultFollowers:
            return page.map { demand in
                let counts = demand.products.map { ($0.key.named, $0.value) }
                let keys = counts.map { (HostDemand.Interval(named: $0, hasDefaultFollower: false), $1) }
                return HostDemand(host: demand.host, products: Dictionary(keys, uniquingKeysWith: +))
            }
        default: return page
        }
    }
}
