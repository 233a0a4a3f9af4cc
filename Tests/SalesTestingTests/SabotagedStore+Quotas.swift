import SalesCore

extension SabotagedStore {
    func take(_ quotas: [Quota], at time: Timestamp) async throws(StoreError) -> Quota? {
        switch accountSabotage {
        case .countsNoQuotas: return nil
        case .countsInPart:
            for quota in quotas {
                if let usedUp = try await accounts().take([quota], at: time) { return usedUp }
            }
            return nil
        case .mixesPeriods:
            let mixed = quotas.map { quota in
                var quota = quota
                quota.period = .seconds(86_400)
                return quota
            }
            return try await accounts().take(mixed, at: time)
        case .keepsRefusedWindows:
            let windows = quotas.map { Quota(name: $0.name, amount: 0, limit: $0.limit, period: $0.period) }
            _ = try await accounts().take(windows, at: time)
            return try await accounts().take(quotas, at: time)
        default: return try await accounts().take(quotas, at: time)
        }
    }

    func removeQuotas(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        let time = accountSabotage == .removesAllQuotas ? Timestamp(milliseconds: .max) : time
        return try await accounts().removeQuotas(endedBefore: time)
    }
}
