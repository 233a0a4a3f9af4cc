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
            let kinds = Suppression.Kind.allCases
            let end = Timestamp(milliseconds: .max)
            _ = try await accounts().liftSuppression(of: suppression.digest, kinds: kinds, reportedUntil: end)
        default: break
        }
        return try await accounts().suppress(suppression)
    }

    func suppression(of address: AddressDigest) async throws(StoreError) -> Suppression? {
        guard accountSabotage == .findsAnySuppression else { return try await accounts().suppression(of: address) }
        return try await accounts().suppressions(after: nil, limit: 1).elements.first
    }

    func liftSuppression(
        of address: AddressDigest,
        kinds: [Suppression.Kind],
        reportedUntil moment: Timestamp
    ) async throws(StoreError) -> Bool {
        var (kinds, moment) = (kinds, moment)
        switch accountSabotage {
        case .neverLifts: return false
        case .liftsAnyKind: kinds = Suppression.Kind.allCases
        case .liftsLaterReports: moment = Timestamp(milliseconds: .max)
        default: break
        }
        return try await accounts().liftSuppression(of: address, kinds: kinds, reportedUntil: moment)
    }

    func softenComplaint(of address: AddressDigest) async throws(StoreError) -> Bool {
        guard accountSabotage == .liftsComplaints else { return try await accounts().softenComplaint(of: address) }
        let end = Timestamp(milliseconds: .max)
        return try await accounts().liftSuppression(of: address, kinds: [.complaint], reportedUntil: end)
    }

    func suppressions(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Suppression> {
        var page = try await accounts().suppressions(after: token, limit: limit)
        if accountSabotage == .repeatsSuppressions, let first = page.elements.first { page.elements.append(first) }
        return page
    }

    func reportCounts(
        on channel: Channel,
        since moment: Timestamp
    ) async throws(StoreError) -> [Suppression.Kind: Int] {
        switch accountSabotage {
        case .countsOldReports:
            return try await accounts().reportCounts(on: channel, since: Timestamp(milliseconds: .min))
        case .countsEveryChannel:
            let texts = try await accounts().reportCounts(on: .sms, since: moment)
            let mails = try await accounts().reportCounts(on: .email, since: moment)
            return mails.merging(texts, uniquingKeysWith: +)
        default: return try await accounts().reportCounts(on: channel, since: moment)
        }
    }

    func removeReports(reportedBefore moment: Timestamp) async throws(StoreError) -> Int {
        switch accountSabotage {
        case .keepsOldReports: return 1
        case .forgetsAllReports:
            _ = try await accounts().removeReports(reportedBefore: Timestamp(milliseconds: .max))
            return 1
        default: return try await accounts().removeReports(reportedBefore: moment)
        }
    }
}
