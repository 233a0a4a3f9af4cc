extension MemoryStore {
    /// Keeps a session.
    public func addSession(_ session: AccountSession) throws(StoreError) {
        guard users.row(session.userID.rawValue) != nil, sessionNumbers[session.hash] == nil else { return }
        sessionRows.insert { number in
            sessionNumbers[session.hash] = number
            return session
        }
    }

    /// The session of a hash with its person while it holds, or nil; notes that it was used.
    public func useSession(_ hash: SecretHash, at time: Timestamp) throws(StoreError) -> SignedIn? {
        guard let number = sessionNumbers[hash], let used = sessionRows.row(number)?.used(at: time),
            let user = users.row(used.userID.rawValue)
        else { return nil }
        sessionRows.update(number) { $0 = used }
        return SignedIn(session: used, user: user)
    }

    /// A person's sessions that hold, newest first.
    public func sessions(
        of user: UserID,
        at time: Timestamp,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<AccountSession> {
        try sessionRows.descendingPage(after: token, limit: limit) { $0.userID == user && $0.holdsUntil > time }
    }

    /// Ends sessions of a person: one, or all save one.
    public func endSessions(of user: UserID, _ which: SessionChoice) throws(StoreError) {
        for session in sessionRows.all where session.userID == user && which.contains(session.hash) {
            dropSession(session)
        }
    }

    /// Removes sessions that ended before a moment.
    public func removeSessions(endedBefore time: Timestamp) throws(StoreError) -> Int {
        let ended = sessionRows.all.filter { $0.holdsUntil < time }
        for session in ended { dropSession(session) }
        return ended.count
    }

    /// Forgets a session whole.
    func dropSession(_ session: AccountSession) {
        guard let number = sessionNumbers.removeValue(forKey: session.hash) else { return }
        sessionRows.remove(number)
    }
}

extension SessionChoice {
    /// Whether a person's session is meant.
    fileprivate func contains(_ hash: SecretHash) -> Bool {
        switch self {
        case .one(let chosen): hash == chosen
        case .all(except: let kept): hash != kept
        }
    }
}
