import Synchronization

@testable import SalesCore

/// A store that notes what it is asked, by name.
final class RecordedSignUps: UserStore, SuppressionStore, QuotaStore, LetterStore {
    private let inner: any AccountStore
    private let calls = Mutex<[String]>([])

    init(_ inner: any AccountStore) { self.inner = inner }

    /// What was asked since the last time.
    func takeCalls() -> [String] {
        calls.withLock { calls in
            defer { calls = [] }
            return calls
        }
    }

    private func note(_ call: String) { calls.withLock { $0.append(call) } }

    func addUser(_ draft: User.New) async throws(StoreError) -> AddedUser? {
        note("addUser")
        return try await inner.addUser(draft)
    }

    func user(_ id: UserID) async throws(StoreError) -> User? {
        note("user by number")
        return try await inner.user(id)
    }

    func user(at address: String, on channel: Channel) async throws(StoreError) -> User? {
        note("user")
        return try await inner.user(at: address, on: channel)
    }

    func users(_ ids: [UserID]) async throws(StoreError) -> [User] {
        note("users by number")
        return try await inner.users(ids)
    }

    func users(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<User> {
        note("users")
        return try await inner.users(after: token, limit: limit)
    }

    func changeUser(_ id: UserID, _ change: UserChange) async throws(StoreError) -> User? {
        note("changeUser")
        return try await inner.changeUser(id, change)
    }

    func verify(_ address: String, on channel: Channel, of user: UserID, at time: Timestamp) async throws(StoreError)
        -> Bool
    {
        note("verify")
        return try await inner.verify(address, on: channel, of: user, at: time)
    }

    func suppress(_ suppression: Suppression) async throws(StoreError) -> Bool {
        note("suppress")
        return try await inner.suppress(suppression)
    }

    func suppression(of address: AddressDigest) async throws(StoreError) -> Suppression? {
        note("suppression")
        return try await inner.suppression(of: address)
    }

    func liftSuppression(
        of address: AddressDigest,
        kinds: [Suppression.Kind],
        reportedUntil moment: Timestamp
    ) async throws(StoreError) -> Bool {
        note("liftSuppression")
        return try await inner.liftSuppression(of: address, kinds: kinds, reportedUntil: moment)
    }

    func softenComplaint(of address: AddressDigest) async throws(StoreError) -> Bool {
        note("softenComplaint")
        return try await inner.softenComplaint(of: address)
    }

    func suppressions(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Suppression> {
        note("suppressions")
        return try await inner.suppressions(after: token, limit: limit)
    }

    func reportCounts(on channel: Channel, since moment: Timestamp) async throws(StoreError)
        -> [Suppression.Kind: Int]
    {
        note("reportCounts")
        return try await inner.reportCounts(on: channel, since: moment)
    }

    func removeReports(reportedBefore moment: Timestamp) async throws(StoreError) -> Int {
        note("removeReports")
        return try await inner.removeReports(reportedBefore: moment)
    }

    func take(_ quotas: [Quota], at time: Timestamp) async throws(StoreError) -> Quota? {
        note("take")
        return try await inner.take(quotas, at: time)
    }

    func removeQuotas(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        note("removeQuotas")
        return try await inner.removeQuotas(endedBefore: time)
    }

    func addLetter(_ draft: Letter.New) async throws(StoreError) -> Letter? {
        note("addLetter")
        return try await inner.addLetter(draft)
    }

    func claimLetters(channels: [Channel], limit: Int, lease: Duration, at time: Timestamp) async throws(StoreError)
        -> [ClaimedLetter]
    {
        note("claimLetters")
        return try await inner.claimLetters(channels: channels, limit: limit, lease: lease, at: time)
    }

    func settleLetters(_ settlements: [LetterSettlement]) async throws(StoreError) -> [Bool] {
        note("settleLetters")
        return try await inner.settleLetters(settlements)
    }

    func removeLetters(madeBefore time: Timestamp) async throws(StoreError) -> Int {
        note("removeLetters")
        return try await inner.removeLetters(madeBefore: time)
    }
}
