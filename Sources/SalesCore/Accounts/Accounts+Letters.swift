internal import Logging

extension Accounts {
    /// Sends the letters that are due, over the channels that there are carriers for; answers how many were taken.
    ///
    /// When its task is cancelled, letters that are with their carriers may end within eight seconds.
    /// - Parameter report: called for each letter with what came of it.
    /// - Throws: ``StoreError``.
    @discardableResult
    public func deliverLetters(
        report: @escaping @Sendable (Letter, LetterSettlement.Outcome) async -> Void = { _, _ in }
    ) async throws(StoreError) -> Int {
        let channels = notifiers.keys.sorted()
        guard !channels.isEmpty, !settings.delivery.isPaused else { return 0 }
        var taken = 0
        while !Task.isCancelled {
            let claimed = try await store.claimLetters(
                channels: channels,
                limit: max(1, settings.delivery.simultaneous),
                lease: settings.lease,
                at: time.now
            )
            guard !claimed.isEmpty else { break }
            let outcomes = await withTaskGroup(of: (ClaimedLetter, LetterSettlement.Outcome).self) { group in
                for item in claimed { group.addTask { (item, await self.attempt(item)) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let settlements = outcomes.map { item, outcome in
                LetterSettlement(letterID: item.letter.id, token: item.token, outcome: outcome)
            }
            // A letter that was sent and is not noted is sent twice: a stop in between does not keep it from being noted.
            _ = try await shielded { () async throws(StoreError) in
                try await SettlementPatience(time: self.time).record { () async throws(StoreError) in
                    try await self.store.settleLetters(settlements)
                }
            }
            for (item, outcome) in outcomes { await report(item.letter, outcome) }
            taken += outcomes.count { $0.1 == .accepted }
            // What was given back is due at once: not in this round.
            if outcomes.contains(where: { $0.1 == .released }) { break }
        }
        return taken
    }

    /// Sends letters until the task is cancelled, and clears away what nobody needs any more.
    ///
    /// - Parameters:
    ///   - report: called for each letter with what came of it.
    ///   - stumbled: is told when the store fails; sending waits and goes on.
    public func run(
        report: @escaping @Sendable (Letter, LetterSettlement.Outcome) async -> Void = { _, _ in },
        stumbled: @escaping @Sendable (StoreError) async -> Void = { _ in }
    ) async {
        var cleared: Timestamp?
        while !Task.isCancelled {
            do throws(StoreError) {
                try await deliverLetters(report: report)
                if cleared.map({ time.now - $0 >= Self.clearing }) ?? true {
                    try await clear()
                    cleared = time.now
                }
            } catch {
                guard !Task.isCancelled else { return }
                logger.debug("The store failed; trying again", metadata: ["error": "\(error)"])
                await stumbled(error)
            }
            try? await time.sleep(for: settings.idlePoll)
        }
    }

    /// Forgets tokens, letters, counts and reports that nothing asks for any more, and sessions and the keys of requests
    /// where the store has them.
    func clear() async throws(StoreError) {
        // Twice the longest time that a limit counts or a link is good for.
        let longest = settings.letters.map(\.period).reduce(max(Self.day, settings.linkLifetime), max)
        let longAgo = time.now - longest * 2
        _ = try await store.removeTokens(endedBefore: longAgo)
        _ = try await store.removeLetters(madeBefore: longAgo)
        _ = try await store.removeQuotas(endedBefore: longAgo)
        _ = try await store.removeReports(reportedBefore: time.now - Self.reportsKept)
        if let sessions = store as? any SessionStore {
            _ = try await sessions.removeSessions(endedBefore: longAgo)
        }
        if let keys = store as? any IdempotencyStore {
            _ = try await keys.removeKeys(begunBefore: time.now - IdempotencyKey.lifetime)
        }
    }

    /// How long a report of a carrier is known when it comes again: they repeat themselves for days (Amazon SNS for 23
    /// days at most, docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html), not for months.
    static let reportsKept = Duration.seconds(90 * 86_400)

    private static let day = Duration.seconds(86_400)
    private static let clearing = Duration.seconds(3_600)

    /// Sends one letter.
    private func attempt(_ claimed: ClaimedLetter) async -> LetterSettlement.Outcome {
        let now = time.now
        let letter = claimed.letter
        guard now - letter.createdAt <= patience(letter) else { return .expired }
        // After a stop nothing more is handed over.
        guard let notifier = notifiers[letter.channel], !Task.isCancelled else { return .released }
        let outcome: Result<Message, Unsent>
        do throws(StoreError) {
            outcome = try await write(claimed, at: now)
        } catch {
            return .retry(at: now + settings.delivery.firstWait, failure: error.message)
        }
        let message: Message
        switch outcome {
        case .success(let written): message = written
        case .failure(.limited): return .expired
        case .failure(.refused(let refusal)):
            guard let until = refusal.until else { return .dead(failure: refusal.description) }
            return .retry(at: until, failure: refusal.description)
        }
        do throws(NotifyError) {
            _ = try await StopGrace(time: time).send(message, over: notifier)
            return .accepted
        } catch {
            var random = random
            return settings.delivery.settlement(of: letter, after: error, at: time.now, using: &random)
        }
    }

    /// How long after it was asked for a letter is still sent: who waited an hour to sign in asks again.
    private func patience(_ letter: Letter) -> Duration {
        letter.kind.purpose == .signIn ? min(settings.linkLifetime, Self.signInPatience) : settings.linkLifetime
    }

    private static let signInPatience = Duration.seconds(3_600)

    /// Why a letter is not sent.
    private enum Unsent: Error {
        case limited
        case refused(TextBudget.Refusal)
    }

    /// Makes the secret that a letter carries, which is in nothing but the message, and writes it.
    private func write(_ claimed: ClaimedLetter, at now: Timestamp) async throws(StoreError) -> Result<Message, Unsent>
    {
        let letter = claimed.letter
        var random = random
        let purpose = letter.kind.purpose
        let isLinked = letter.channel != .sms && links != nil
        let secret = AccountSecret(using: &random)
        let digits = SecretDigits(using: &random)
        let proof: LetterWriter.Proof =
            if isLinked, let links {
                .link(purpose == .signIn ? links.signIn(secret) : links.verification(secret))
            } else { .digits(digits) }
        // A letter that carries no secret is counted like one that does, by a secret that nobody gets.
        let isSecret = letter.kind == .verification || letter.kind == .newAddress || purpose == .signIn
        let hash =
            isLinked || !isSecret
            ? secret.hash
            : digits.hash(of: letter.userID, at: letter.address, on: letter.channel, for: purpose, key)
        let lifetime = lifetime(of: purpose, isLinked: isLinked)
        let token = AccountToken(
            hash: hash,
            purpose: purpose,
            userID: letter.userID,
            channel: letter.channel,
            address: letter.address,
            createdAt: now,
            endsAt: now + lifetime
        )
        let limits = LetterLimits.limits(settings.letters, of: letter.kind, attempt: letter.attempts)
        guard try await store.addToken(token, limits: limits) else { return .failure(.limited) }
        let message = LetterWriter.message(
            for: letter,
            to: claimed.addressee,
            proof: isSecret ? proof : nil,
            lifetime: lifetime,
            place: links?.base,
            at: now
        )
        guard letter.channel == .sms else { return .success(message) }
        let refusal = try await settings.texts.admit(
            parts: TextBudget.parts(of: message.short),
            to: letter.address,
            for: .code,
            counting: store,
            at: now
        )
        return refusal.map { .failure(.refused($0)) } ?? .success(message)
    }

    private func lifetime(of purpose: AccountToken.Purpose, isLinked: Bool) -> Duration {
        guard purpose != .signIn else { return settings.signInLifetime }
        return isLinked ? settings.linkLifetime : settings.digitLifetime
    }
}
