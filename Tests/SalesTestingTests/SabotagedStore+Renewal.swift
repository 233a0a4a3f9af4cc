import SalesCore
import SalesTesting

extension SabotagedStore: LeaseRenewal {
    func renewChecks(_ leases: [CheckLease], lease: Duration) async throws(StoreError) -> [Bool] {
        guard let renewal = store as? any LeaseRenewal else {
            throw StoreError(.other, message: "The store that is sabotaged renews no leases.")
        }
        switch sabotage {
        case .renewsNothing: return leases.map { _ in true }
        case .renewsForGood: return try await renewal.renewChecks(leases, lease: .seconds(1_000_000))
        case .revivesLeases:
            _ = try await renewal.renewChecks(leases, lease: lease)
            return leases.map { _ in true }
        default: return try await renewal.renewChecks(leases, lease: lease)
        }
    }
}
