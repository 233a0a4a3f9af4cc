extension MemoryStore {
    /// Adds a letter, or finds the one of its identifier.
    @discardableResult
    public func addLetter(_ draft: Letter.New) throws(StoreError) -> Letter? {
        if let number = letterNumbers[draft.id] { return letters.row(number) }
        guard users.row(draft.userID.rawValue) != nil else { return nil }
        var number: Int64 = 0
        let letter = letters.insert { given in
            number = given
            return draft.letter
        }
        letterNumbers[draft.id] = number
        enqueueLetter(number)
        return letter
    }

    /// Leases pending letters of some channels that are due, oldest first.
    public func claimLetters(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) throws(StoreError) -> [ClaimedLetter] {
        let now = self.time.now
        for number in letterLeases.takeEnded(at: now) { enqueueLetter(number) }
        let wanted = Set(channels)
        var claimed: [ClaimedLetter] = []
        var refused = 0
        while claimed.count < pageSize(limit), refused < ClaimRefusal.maximumInOneClaim,
            let number = popDueLetter(of: wanted, at: now)
        {
            guard let letter = letters.row(number), let recipient = users.row(letter.userID.rawValue) else { continue }
            guard mayBeSent(letter, to: recipient) else {
                letters.update(number) { $0.status = .expired }
                refused += 1
                continue
            }
            letters.update(number) { $0.attempts += 1 }
            let token = letterLeases.grant(number, until: now + lease)
            guard let letter = letters.row(number) else { continue }
            claimed.append(ClaimedLetter(letter: letter, token: token, recipient: recipient))
        }
        return claimed
    }

    /// Saves what came of attempts, each on its own.
    public func settleLetters(_ settlements: [LetterSettlement]) throws(StoreError) -> [Bool] {
        settlements.map { settlement in
            guard let number = letterNumbers[settlement.letterID], letters.row(number)?.status == .pending,
                letterLeases.isPresent(number, token: settlement.token)
            else { return false }
            letterLeases.end(number)
            letters.update(number) { $0.settle(settlement.outcome) }
            enqueueLetter(number)
            return true
        }
    }

    /// Removes letters that are not pending and were made before a moment.
    public func removeLetters(madeBefore time: Timestamp) throws(StoreError) -> Int {
        let old = letters.all.filter { $0.status != .pending && $0.createdAt < time }
        for letter in old { dropLetter(letter) }
        return old.count
    }

    /// Forgets a letter whole.
    func dropLetter(_ letter: Letter) {
        guard let number = letterNumbers.removeValue(forKey: letter.id) else { return }
        letters.remove(number)
        readyLetters[letter.channel]?.remove(number)
        letterLeases.end(number)
    }

    private func mayBeSent(_ letter: Letter, to recipient: User) -> Bool {
        let key = AddressKey(letter.address, on: letter.channel)
        let present = recipient.address(on: letter.channel).map { AddressKey($0, on: letter.channel) }
        guard letter.kind == .newAddress || present == key else { return false }
        let digest = AddressDigest(letter.address, on: letter.channel)
        let kind = suppressionNumbers[digest].flatMap { suppressed.row($0) }?.kind
        return kind.map(\.allowsLetters) ?? true
    }

    private func enqueueLetter(_ number: Int64) {
        guard let letter = letters.row(number) else { return }
        if letter.status == .pending {
            readyLetters[letter.channel, default: ReadyQueue()].set(number, to: letter.nextAttemptAt)
        } else {
            readyLetters[letter.channel]?.remove(number)
        }
    }

    private func popDueLetter(of channels: Set<Channel>, at now: Timestamp) -> Int64? {
        let heads = channels.compactMap { channel in readyLetters[channel]?.first().map { (channel, $0) } }
        guard let head = heads.min(by: { $0.1 < $1.1 }), head.1.order <= now else { return nil }
        return readyLetters[head.0]?.popFirst()?.key
    }
}

extension Letter {
    /// The row after an attempt of this outcome.
    fileprivate mutating func settle(_ outcome: LetterSettlement.Outcome) {
        switch outcome {
        case .accepted:
            status = .accepted
            failure = nil
        case .retry(let time, let failure):
            nextAttemptAt = time
            self.failure = failure
        case .dead(let failure):
            status = .dead
            self.failure = failure
        case .expired:
            status = .expired
        case .released:
            attempts -= 1
        }
    }
}
