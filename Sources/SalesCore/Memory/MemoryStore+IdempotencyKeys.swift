extension MemoryStore {
    /// Begins a key, or says what became of it.
    public func begin(
        _ key: IdempotencyKey,
        fingerprint: SecretHash,
        lease: Duration,
        at time: Timestamp
    ) throws(StoreError) -> IdempotencyState {
        guard users.row(key.userID.rawValue) != nil else {
            throw StoreError(.invalidArgument, message: "There is no person \(key.userID); nothing was begun.")
        }
        let now = self.time.now
        let place = RequestKey(key)
        if let present = requestKeys[place] {
            guard present.fingerprint == fingerprint else { return .otherRequest }
            if let answer = present.answer { return .finished(answer) }
            if present.isWorkedOn(at: now) { return .inProgress }
        }
        lastRequestToken += 1
        requestKeys[place] = RequestRecord(
            fingerprint: fingerprint,
            begunAt: requestKeys[place]?.begunAt ?? time,
            token: lastRequestToken,
            leaseEnd: now + lease
        )
        return .begun(token: lastRequestToken)
    }

    /// Keeps the answer of a begun key.
    public func finish(_ key: IdempotencyKey, token: Int64, with answer: KeptAnswer) throws(StoreError) -> Bool {
        let place = RequestKey(key)
        guard requestKeys[place]?.isHeld(by: token) == true else { return false }
        requestKeys[place]?.answer = answer
        return true
    }

    /// Gives a begun key up.
    public func abandon(_ key: IdempotencyKey, token: Int64) throws(StoreError) {
        let place = RequestKey(key)
        if requestKeys[place]?.isHeld(by: token) == true { requestKeys[place] = nil }
    }

    /// Forgets old keys on which nobody works.
    public func removeKeys(begunBefore time: Timestamp) throws(StoreError) -> Int {
        let now = self.time.now
        let before = requestKeys.count
        requestKeys = requestKeys.filter { $0.value.begunAt >= time || $0.value.isWorkedOn(at: now) }
        return before - requestKeys.count
    }
}
