/// All that is kept of a person, for them and for programs (GDPR, articles 15 and 20): in the form of ``ProgramJSON``.
package struct PersonJSON: Encodable, Sendable {
    let user: UserJSON
    let subscriptions: [FollowedJSON]
    let alerts: [Alert]
    let letters: [KeptLetterJSON]
    let tokens: [TokenJSON]
    let sessions: [SessionJSON]
    let suppressions: [SuppressionJSON]
    let counts: [CountJSON]

    /// Asks a store for all of it, a page at a time, and holds it whole: what one person follows and was told.
    ///
    /// - Throws: ``StoreError``.
    package init(_ user: User, in store: any AccountStore & TrackingStore) async throws {
        self.user = UserJSON(user)
        let kept = PagedElements { (token) async throws(StoreError) in
            let filter = SubscriptionFilter(userID: user.id)
            return try await store.subscriptions(matching: filter, after: token, limit: maximumPageSize)
        }
        var followed: [FollowedJSON] = []
        for subscription in try await kept.all() {
            followed.append(FollowedJSON(subscription, try await store.product(subscription.productID)))
        }
        subscriptions = followed
        alerts = try await PagedElements { (token) async throws(StoreError) in
            try await store.alerts(matching: AlertFilter(userID: user.id), after: token, limit: maximumPageSize)
        }.all()
        letters = try await store.letters(to: user.id).map(KeptLetterJSON.init)
        tokens = try await store.tokens(of: user.id).map(TokenJSON.init)
        sessions = try await SessionJSON.all(of: user, in: store as? any SessionStore)
        var suppressions: [SuppressionJSON] = []
        for channel in [Channel.email, .sms] {
            guard let address = user.address(on: channel),
                let suppression = try await store.suppression(of: address, on: channel)
            else { continue }
            suppressions.append(SuppressionJSON(suppression, of: address))
        }
        self.suppressions = suppressions
        let names = Quota.names(of: user.id, over: alerts.map(\.channel))
        counts = try await store.counts(of: names).map(CountJSON.init)
    }
}

/// What a person follows.
struct FollowedJSON: Encodable, Sendable {
    let id: Int64
    let product: Int64
    let name: String?
    let url: String?
    let rule: RuleJSON
    let memory: RuleMemory
    let channels: [String]
    let interval: String?
    let coolDown: String?
    let isInDigest: Bool
    let isPaused: Bool
    let version: Int64
    let createdAt: String

    init(_ subscription: Subscription, _ followed: Product?) {
        id = subscription.id.rawValue
        product = subscription.productID.rawValue
        name = followed?.name
        url = followed?.url.absoluteString
        rule = RuleJSON(subscription)
        memory = subscription.memory
        channels = subscription.channels.map(\.rawValue)
        interval = subscription.interval.map(DurationNotation.text)
        coolDown = subscription.coolDown.map(DurationNotation.text)
        isInDigest = subscription.isInDigest
        isPaused = subscription.isPaused
        version = subscription.version
        createdAt = subscription.createdAt.description
    }
}

/// Why an address is not written to.
struct SuppressionJSON: Encodable, Sendable {
    let channel: String
    let address: String
    let kind: String
    let reference: String
    let at: String

    init(_ suppression: Suppression, of address: String) {
        channel = suppression.channel.rawValue
        self.address = address
        kind = suppression.kind.rawValue
        reference = suppression.reference
        at = suppression.at.description
    }
}

/// A message about the account.
struct KeptLetterJSON: Encodable, Sendable {
    let id: String
    let channel: String
    let address: String
    let kind: String
    let status: String
    let attempts: Int
    let failure: String?
    let createdAt: String
    let nextAttemptAt: String

    init(_ letter: Letter) {
        id = letter.id.rawValue
        channel = letter.channel.rawValue
        address = letter.address
        kind = letter.kind.rawValue
        status = letter.status.rawValue
        attempts = letter.attempts
        failure = letter.failure
        createdAt = letter.createdAt.description
        nextAttemptAt = letter.nextAttemptAt.description
    }
}

/// A link or code that was sent; never its hash.
struct TokenJSON: Encodable, Sendable {
    let purpose: String
    let channel: String
    let address: String
    let createdAt: String
    let endsAt: String
    let isUsed: Bool

    init(_ kept: KeptToken) {
        purpose = kept.token.purpose.rawValue
        channel = kept.token.channel.rawValue
        address = kept.token.address
        createdAt = kept.token.createdAt.description
        endsAt = kept.token.endsAt.description
        isUsed = kept.isUsed
    }
}

/// A browser or program that is signed in, or was and is not forgotten yet; never its hash.
struct SessionJSON: Encodable, Sendable {
    let kind: String
    let scope: String
    let label: String
    let createdAt: String
    let lastUsedAt: String
    let idleLimit: String?
    let endsAt: String

    private init(_ session: AccountSession) {
        kind = session.kind.rawValue
        scope = session.scope.rawValue
        label = session.label
        createdAt = session.createdAt.description
        lastUsedAt = session.lastUsedAt.description
        idleLimit = session.idleLimit.map(DurationNotation.text)
        endsAt = session.endsAt.description
    }

    /// All sessions of a person, newest first; none where the store keeps no sessions.
    static func all(of user: User, in store: (any SessionStore)?) async throws -> [SessionJSON] {
        guard let store else { return [] }
        let kept = PagedElements { (token) async throws(StoreError) in
            // When the person signed up, no session of theirs had ended.
            try await store.sessions(of: user.id, at: user.createdAt, after: token, limit: maximumPageSize)
        }
        return try await kept.all().map(SessionJSON.init)
    }
}

/// How much of something was counted.
struct CountJSON: Encodable, Sendable {
    let name: String
    let from: String
    let until: String
    let used: Int64

    init(_ count: QuotaCount) {
        name = count.name
        from = count.window.lowerBound.description
        until = count.window.upperBound.description
        used = count.used
    }
}
