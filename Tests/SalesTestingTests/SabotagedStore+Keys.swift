import Foundation
import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore: IdempotencyStore {
    /// What it wraps, as a store of the keys of requests.
    func keys() throws(StoreError) -> any IdempotencyStore {
        guard let store = store as? any IdempotencyStore else {
            throw StoreError(.other, message: "The store that is sabotaged knows no keys.")
        }
        return store
    }

    func begin(
        _ key: IdempotencyKey,
        fingerprint: SecretHash,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> IdempotencyState {
        if keySabotage == .seesKeysAnew { try await giveUpWhatRanOut(key) }
        let state: IdempotencyState
        do throws(StoreError) {
            state = try await keys().begin(
                spoiled(key),
                fingerprint: spoiled(fingerprint),
                lease: spoiled(lease),
                at: time
            )
        } catch {
            guard keySabotage == .beginsForNobody, error.code == .invalidArgument else { throw error }
            return .begun(token: 1)
        }
        let now = clock.now
        return notes.withLock { notes -> IdempotencyState in
            if case .begun(let token) = state {
                notes.keyTokens[key] = token
                notes.keyEnds[key] = now + lease
            }
            switch (keySabotage, state) {
            case (.beginsForAll, .inProgress): return .begun(token: notes.keyTokens[key] ?? 0)
            case (.overwritesAnswers, .finished): return notes.answers[key].map { .finished($0) } ?? state
            case (.givesFinishedUp, _) where notes.givenUp.contains(key): return .begun(token: 0)
            default: return state
            }
        }
    }

    /// Makes a key that is about to be taken over one that was never seen.
    private func giveUpWhatRanOut(_ key: IdempotencyKey) async throws(StoreError) {
        let (token, end) = notes.withLock { ($0.keyTokens[key], $0.keyEnds[key]) }
        guard let token, let end, end <= clock.now else { return }
        try await keys().abandon(key, token: token)
    }

    func finish(_ key: IdempotencyKey, token: Int64, with answer: KeptAnswer) async throws(StoreError) -> Bool {
        let (present, end) = notes.withLock { notes -> (Int64?, Timestamp?) in
            notes.answers[key] = answer
            return (notes.keyTokens[key], notes.keyEnds[key])
        }
        var kept = answer
        var given = token
        switch keySabotage {
        case .losesAnswers: kept = KeptAnswer(status: answer.status)
        case .keepsTexts: kept.body = Array(String(decoding: answer.body, as: UTF8.self).utf8)
        case .inventsTypes: kept.contentType = answer.contentType ?? "application/octet-stream"
        case .fencesNoKeys: given = present ?? token
        case .refusesTheLate:
            if let end, end <= clock.now { return false }
        default: break
        }
        let isKept = try await keys().finish(spoiled(key), token: given, with: kept)
        return keySabotage == .outlivesErasure ? isKept || present == token : isKept
    }

    func abandon(_ key: IdempotencyKey, token: Int64) async throws(StoreError) {
        var given = token
        switch keySabotage {
        case .keepsAbandoned: return
        case .fencesNoKeys: given = notes.withLock { $0.keyTokens[key] } ?? token
        case .givesFinishedUp: notes.withLock { if $0.answers[key] != nil { $0.givenUp.insert(key) } }
        default: break
        }
        try await keys().abandon(spoiled(key), token: given)
    }

    func removeKeys(begunBefore time: Timestamp) async throws(StoreError) -> Int {
        switch keySabotage {
        case .removesNoKeys: return 0
        case .removesAllKeys: return try await keys().removeKeys(begunBefore: time + .seconds(86_400))
        case .removesHeldKeys:
            let count = try await keys().removeKeys(begunBefore: time)
            for (key, token) in notes.withLock({ $0.keyTokens }) { try await keys().abandon(key, token: token) }
            return count
        default: return try await keys().removeKeys(begunBefore: time)
        }
    }

    private func spoiled(_ key: IdempotencyKey) -> IdempotencyKey {
        var key = key
        switch keySabotage {
        case .mixesPeople: key.userID = .local
        case .ignoresCaseOfKeys: key.text = key.text.lowercased()
        case .composesKeys: key.text = key.text.precomposedStringWithCanonicalMapping
        default: break
        }
        return key
    }

    private func spoiled(_ fingerprint: SecretHash) -> SecretHash {
        guard keySabotage == .ignoresFingerprints else { return fingerprint }
        return SecretHash(bytes: Array(repeating: 0, count: SecretHash.length)) ?? fingerprint
    }

    private func spoiled(_ lease: Duration) -> Duration {
        switch keySabotage {
        case .forgetsKeyLeases: .zero
        case .neverTakesOver: .seconds(1_000_000)
        default: lease
        }
    }
}
