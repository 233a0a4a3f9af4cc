// What people ask for themselves, counted by person: each costs somebody mail, money or work.
extension Accounts {
    /// Changes what a person says of themselves, and has a letter sent to each address that is new.
    ///
    /// An address that was proved stays until the new one is, by its letter and while the person is signed in: who
    /// mistypes an address still signs in by the old one, and whoever reads the mistyped one does not. Where somebody
    /// else has that address, the letter tells them so, and nobody else is told. A change of an address is counted. The
    /// row never becomes an admin's by it.
    /// - Parameters:
    ///   - user: the person, as they are now.
    ///   - change: the addresses and names in the form that is kept (``SignUp/checkedEmail(_:)`` and the like).
    /// - Returns: The person as they are then, still with the old addresses where new ones wait for their proof.
    /// - Throws: ``AccountError``: ``AccountError/taken(_:)`` of an address that would be theirs at once,
    ///   ``AccountError/lastAddress``, ``AccountError/texts(_:)``, ``AccountError/tooMany(until:)``,
    ///   ``AccountError/noUser(_:)``, ``AccountError/store(_:)``.
    public func change(_ user: User, _ change: UserChange) async throws(AccountError) -> User {
        var change = change
        change.isAdmin = nil
        guard user.id == .local || user.keepsAddress(change) else { throw .lastAddress }
        let moved = user.moved(by: change)
        let waiting = moved.filter { user.verifiedAt(on: $0.channel) != nil }
        let atOnce = moved.filter { user.verifiedAt(on: $0.channel) == nil }
        for (channel, _) in waiting {
            if channel == .email { change.email = nil } else { change.phone = nil }
        }
        if !moved.isEmpty { try await prepare(moved, atOnce, of: user) }
        var changed = user
        if change != UserChange() {
            guard let applied = try await apply(change, to: user.id, atOnce) else { throw .noUser(user.id) }
            changed = applied
        }
        for (channel, _) in atOnce { try await requestVerification(of: changed, on: channel) }
        for (channel, address) in waiting { try await requestProof(of: address, on: channel, for: changed) }
        return changed
    }

    /// Has a letter sent to an address that is to be a person's; where it is another's, the one that they would get who
    /// signed up with it.
    private func requestProof(of address: String, on channel: Channel, for user: User) async throws(AccountError) {
        var random = random
        let id = Alert.ID.random(using: &random)
        let now = time.now
        try await AccountError.inStore { () async throws(StoreError) in
            let owner = try await store.user(at: address, on: channel)
            let other = owner.flatMap { $0.id == user.id ? nil : $0 }
            let known: Letter.Kind = other?.verifiedAt(on: channel) == nil ? .verification : .alreadyRegistered
            try await store.addLetter(
                Letter.New(
                    id: id,
                    userID: other?.id ?? user.id,
                    channel: channel,
                    address: other?.address(on: channel) ?? address,
                    kind: other == nil ? .newAddress : known,
                    createdAt: now
                )
            )
        }
    }

    /// Has a letter sent that proves a person's address, on their own word; counted.
    ///
    /// - Throws: As for ``requestVerification(of:on:)``, and ``AccountError/tooMany(until:)``.
    public func requestVerification(by user: User, on channel: Channel) async throws(AccountError) {
        guard user.address(on: channel) != nil else { throw .noAddress(user.id, channel) }
        try await count(.verification, of: user.id)
        try await requestVerification(of: user, on: channel)
    }

    /// Sends a person a message that tries a channel, and answers what its carrier said; counted.
    ///
    /// Nothing is sent that an alert would not be: to no address that is not proved or that is suppressed, and over what
    /// goes where the installation says to the person at the keyboard (``UserID/local``) only.
    /// - Parameters:
    ///   - user: the person, as they are now.
    ///   - channel: the channel.
    ///   - notifier: its carrier; nil where there is none.
    /// - Throws: ``AccountError``: ``AccountError/noCarrier(_:)``, ``AccountError/stopped``,
    ///   ``AccountError/noAddress(_:_:)``, ``AccountError/unproved(_:)``, ``AccountError/suppressed(_:_:)``,
    ///   ``AccountError/tooMany(until:)``, ``AccountError/texts(_:)``, ``AccountError/store(_:)``.
    public func sendTest(
        to user: User,
        over channel: Channel,
        by notifier: (any Notifier)?
    ) async throws(AccountError) -> Result<Receipt, NotifyError> {
        guard let notifier, channel.hasAddresses || user.id == .local else { throw .noCarrier(channel) }
        guard !settings.delivery.isPaused else { throw .stopped }
        let address = try await tellable(user, over: channel)
        try await count(.test, of: user.id)
        var random = random
        let stop = links?.unsubscribeURLs(for: user, about: nil, over: channel)?.all
        let message = TestMessage.message(
            to: user,
            at: time.now,
            style: MessageStyle(
                zone: TellingTime(user.settings, installation: settings.delivery.zone).zone,
                locale: user.settings.locale,
                stopLink: { product in product == nil ? stop : nil }
            ),
            using: &random
        )
        if channel == .sms, let address {
            try await admit(message, to: address)
        }
        do throws(NotifyError) {
            return .success(try await StopGrace(time: time).send(message, over: notifier))
        } catch {
            return .failure(error)
        }
    }

    /// All that is kept of a person, as JSON (``PersonJSON``); counted.
    ///
    /// - Throws: ``AccountError/tooMany(until:)`` and ``AccountError/store(_:)``.
    public func export(of user: User) async throws(AccountError) -> String {
        try await count(.export, of: user.id)
        do {
            return try ProgramJSON.text(try await PersonJSON(user, in: store))
        } catch {
            let unreadable = StoreError(.corrupt, message: "What is kept of the person cannot be written as JSON.")
            throw .store(error as? StoreError ?? unreadable)
        }
    }

    /// Counts what a person asks for.
    private func count(_ wish: Quota.Wish, of user: UserID) async throws(AccountError) {
        let quota = Quota(name: Quota.wish(wish, of: user), limit: settings.wishes, period: Quota.hour)
        let full = try await AccountError.inStore { () async throws(StoreError) in
            try await store.take([quota], at: time.now)
        }
        if let full { throw .tooMany(until: full.window(at: time.now).upperBound) }
    }

    /// Counts that addresses change, and refuses those that cannot be the person's: where texts do not go and, of those
    /// that would be theirs at once, what others have.
    private func prepare(
        _ moved: [(channel: Channel, address: String)],
        _ atOnce: [(channel: Channel, address: String)],
        of user: User
    ) async throws(AccountError) {
        for (channel, address) in moved where channel == .sms {
            do {
                _ = try settings.texts.country(of: address)
            } catch {
                throw .texts(error)
            }
        }
        // Before anybody is looked up: who tries addresses to find out whose they are tries few.
        try await count(.address, of: user.id)
        for (channel, address) in atOnce {
            let owner = try await AccountError.inStore { () async throws(StoreError) in
                try await store.user(at: address, on: channel)
            }
            if let owner, owner.id != user.id { throw .taken(channel) }
        }
    }

    private func apply(
        _ change: UserChange,
        to id: UserID,
        _ moved: [(channel: Channel, address: String)]
    ) async throws(AccountError) -> User? {
        do throws(StoreError) {
            return try await store.changeUser(id, change)
        } catch {
            // Somebody got the address just now.
            if error.code == .invalidArgument, let first = moved.first { throw .taken(first.channel) }
            throw .store(error)
        }
    }

    /// The address at which an alert would reach a person; nil where the installation's settings say where.
    private func tellable(_ user: User, over channel: Channel) async throws(AccountError) -> String? {
        guard channel.hasAddresses, user.id != .local else { return nil }
        guard let address = user.address(on: channel) else { throw .noAddress(user.id, channel) }
        guard user.verifiedAt(on: channel) != nil else { throw .unproved(channel) }
        let suppression = try await AccountError.inStore { () async throws(StoreError) in
            try await store.suppression(of: address, on: channel)
        }
        if let suppression { throw .suppressed(channel, suppression.kind) }
        return address
    }

    private func admit(_ message: Message, to number: String) async throws(AccountError) {
        let refusal = try await AccountError.inStore { () async throws(StoreError) in
            try await settings.texts.admit(
                parts: TextBudget.parts(of: message.short),
                to: number,
                for: .alert,
                counting: store,
                at: time.now
            )
        }
        if let refusal { throw .texts(refusal) }
    }
}

extension User {
    /// The addresses that a change makes others.
    fileprivate func moved(by change: UserChange) -> [(channel: Channel, address: String)] {
        var moved: [(channel: Channel, address: String)] = []
        for (channel, change) in [(Channel.email, change.email), (Channel.sms, change.phone)] {
            guard let change, let wanted = change else { continue }
            let isSame = address(on: channel).map { channel.addressKey($0) } == channel.addressKey(wanted)
            if !isSame { moved.append((channel, wanted)) }
        }
        return moved
    }

    /// Whether an address is left after a change, and one that is proved where one was; one who has none loses none.
    fileprivate func keepsAddress(_ change: UserChange) -> Bool {
        let channels = [(Channel.email, change.email), (Channel.sms, change.phone)]
        let proved = channels.filter { channel, _ in verifiedAt(on: channel) != nil }
        // What is taken away is null, and what is changed stays until the other is proved.
        guard proved.isEmpty else { return proved.contains { _, change in change != .some(nil) } }
        let before = [email, phone]
        let after = [change.email, change.phone]
        return before.allSatisfy { $0 == nil }
            || zip(before, after).contains { before, after in
                if let after { after != nil } else { before != nil }
            }
    }
}
