import SalesCore
import Synchronization

extension SabotagedStore {
    func suppress(_ suppression: Suppression) async throws(StoreError) -> Bool {
        var suppression = suppression
        switch accountSabotage {
        case .tellsSuppressed: return true
        case .believesRepetitions:
            let copies = notes.withLock { notes in
                notes.copies += 1
                return notes.copies
            }
            suppression.reference += " \(copies)"
        case .softensSuppressions:
            try await accounts().liftSuppression(of: suppression.address, on: suppression.channel)
        default: break
        }
        return try await accounts().suppress(suppression)
    }

    func suppression(of address: String, on channel: Channel) async throws(StoreError) -> Suppression? {
        switch accountSabotage {
        case .suppressesOnAllChannels: return try await accounts().suppression(of: address, on: .email)
        case .mindsCaseOfSuppressions:
            let found = try await accounts().suppression(of: address, on: channel)
            return found?.address == address ? found : nil
        default: return try await accounts().suppression(of: address, on: channel)
        }
    }

    func liftSuppression(of address: String, on channel: Channel) async throws(StoreError) {
        guard accountSabotage != .neverLifts else { return }
        try await accounts().liftSuppression(of: address, on: channel)
    }

    func suppressions(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Suppression> {
        var page = try await accounts().suppressions(after: token, limit: limit)
        if accountSabotage == .repeatsSuppressions, let first = page.elements.first { page.elements.append(first) }
        return page
    }
}
