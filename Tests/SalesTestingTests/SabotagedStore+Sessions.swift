import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore: SessionStore {
    /// What it wraps, as a store of sessions.
    func sessions() throws(StoreError) -> any SessionStore {
        guard let store = store as? any SessionStore else {
            throw StoreError(.other, message: "The store that is sabotaged knows no sessions.")
        }
        return store
    }

    func addSession(_ session: AccountSession) async throws(StoreError) {
        notes.withLock { $0.sessions[session.hash] = session }
        var kept = session
        switch sessionSabotage {
        case .losesSessions: return
        case .forgetsLabels: kept.label = ""
        case .forgetsScopes: kept.scope = .write
        case .ignoresIdleLimits: kept.idleLimit = nil
        default: break
        }
        try await sessions().addSession(kept)
    }

    func useSession(_ hash: SecretHash, at time: Timestamp) async throws(StoreError) -> SignedIn? {
        let added = notes.withLock { $0.sessions }
        switch sessionSabotage {
        case .cutsHashes:
            let near = added.keys.first { $0.bytes.dropLast() == hash.bytes.dropLast() }
            return try await sessions().useSession(near ?? hash, at: time)
        case .holdsForGood:
            return try await sessions().useSession(hash, at: added[hash]?.createdAt ?? time)
        case .holdsAtTheEnd:
            return try await sessions().useSession(hash, at: time - .milliseconds(1))
        case .notesNoUses:
            let used = try await sessions().useSession(hash, at: time)
            return try await replace(used, lastUsedAt: added[hash]?.lastUsedAt)
        case .answersFormerPeople:
            guard var used = try await sessions().useSession(hash, at: time) else { return nil }
            let former = notes.withLock { $0.signedIn[hash] } ?? used.user
            notes.withLock { $0.signedIn[hash] = former }
            used.user = former
            return used
        case .notesEarlierUses:
            let used = try await sessions().useSession(hash, at: time)
            return try await replace(used, lastUsedAt: time)
        case .keepsSessionsOfNobody:
            if let used = try await sessions().useSession(hash, at: time) { return used }
            return added[hash].map { SignedIn(session: $0, user: User(id: $0.userID, createdAt: $0.createdAt)) }
        default:
            return try await sessions().useSession(hash, at: time)
        }
    }

    /// Keeps another moment of the last use.
    private func replace(
        _ used: SignedIn?,
        lastUsedAt time: Timestamp?
    ) async throws(StoreError) -> SignedIn? {
        guard var used, let time else { return used }
        used.session.lastUsedAt = time
        try await sessions().endSessions(of: used.user.id, .one(used.session.hash))
        try await sessions().addSession(used.session)
        return used
    }

    func sessions(
        of user: UserID,
        at time: Timestamp,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<AccountSession> {
        switch sessionSabotage {
        case .listsEnded:
            return try await sessions().sessions(of: user, at: ManualClock.start, after: token, limit: limit)
        case .listsOldestFirst:
            let all = try await sessions().sessions(of: user, at: time, after: nil, limit: maximumPageSize)
            return Page(elements: all.elements.reversed(), next: nil)
        case .listsEverybodys:
            var page = try await sessions().sessions(of: user, at: time, after: token, limit: limit)
            if page.next == nil {
                page.elements += notes.withLock { $0.sessions.values.filter { $0.userID != user } }
            }
            return page
        case .losesBetweenPages:
            let offset = token.flatMap { Int($0.text) } ?? 0
            let all = try await sessions().sessions(of: user, at: time, after: nil, limit: maximumPageSize).elements
            let rest = all.dropFirst(offset)
            let elements = Array(rest.prefix(limit))
            let isLast = elements.count == rest.count
            return Page(elements: elements, next: isLast ? nil : PageToken(text: String(offset + elements.count)))
        default:
            return try await sessions().sessions(of: user, at: time, after: token, limit: limit)
        }
    }

    func endSessions(of user: UserID, _ which: SessionChoice) async throws(StoreError) {
        switch (sessionSabotage, which) {
        case (.endsNone, _): return
        case (.endsAnybodys, .one(let hash)):
            let owner = notes.withLock { $0.sessions[hash]?.userID }
            try await sessions().endSessions(of: owner ?? user, which)
        case (.endsTheNamedOne, .all): try await sessions().endSessions(of: user, .all(except: nil))
        case (.endsEverybodys, .all):
            let owners = notes.withLock { Set($0.sessions.values.map(\.userID)) }
            for owner in owners { try await sessions().endSessions(of: owner, which) }
        default: try await sessions().endSessions(of: user, which)
        }
    }

    func removeSessions(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        switch sessionSabotage {
        case .removesNone: return 0
        case .removesAll: return try await sessions().removeSessions(endedBefore: time + .seconds(86_400))
        case .removesByTheEndOnly:
            let ended = notes.withLock { $0.sessions.values.filter { $0.endsAt < time } }
            for session in ended { try await sessions().endSessions(of: session.userID, .one(session.hash)) }
            return ended.count
        default: return try await sessions().removeSessions(endedBefore: time)
        }
    }
}
