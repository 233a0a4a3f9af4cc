public import Logging

/// Halts mails to new addresses while too many mails bounce or are complained about; see ``ReputationPolicy``.
///
/// What it knows it asks the store, at most once a minute, so that every process on the store knows the same, also one
/// that has just begun. A store without suppressions never halts anything. Mails to the local user never are: the address is the
/// operator's.
public actor Reputation {
    private let store: any TrackingStore
    private let suppressions: (any SuppressionStore)?
    private let policy: ReputationPolicy
    private let logger: Logger
    private var known: (counts: ReputationCounts, isHalted: Bool, at: Timestamp)?

    /// How long counts are believed.
    static let trust = Duration.seconds(60)
    /// The most mails that are counted, the newest; with that many a share is as exact as anybody needs.
    static let maximumCounted = 10_000

    /// The reputation of an installation's mails.
    ///
    /// - Parameters:
    ///   - store: where alerts and suppressions are kept.
    ///   - policy: when to halt.
    ///   - logger: is told when mails are halted and when they go on.
    public init(store: any TrackingStore, policy: ReputationPolicy = ReputationPolicy(), logger: Logger) {
        self.store = store
        suppressions = store as? any SuppressionStore
        self.policy = policy
        self.logger = logger
    }

    /// How mails are received at present, and whether those to new addresses are halted.
    public func standing(at now: Timestamp) async throws(StoreError) -> (counts: ReputationCounts, isHalted: Bool) {
        guard let suppressions else { return (ReputationCounts(), false) }
        if let known, (.zero..<Self.trust).contains(now - known.at) { return (known.counts, known.isHalted) }
        let counts = try await count(suppressions, at: now)
        let isHalted = policy.isHalted(counts)
        let wasHalted = known?.isHalted ?? false
        known = (counts, isHalted, now)
        if isHalted, !wasHalted {
            logger.error("MAILS TO NEW ADDRESSES ARE HALTED", metadata: ["why": "\(counts)"])
        } else if wasHalted, !isHalted {
            logger.notice("Mails to new addresses go on", metadata: ["after": "\(counts)"])
        }
        return (counts, isHalted)
    }

    /// What becomes of an alert that must wait; nil where it may go out.
    ///
    /// A store that fails halts nothing: a missed sale is worse.
    public func hold(_ recipient: User, over channel: Channel, at now: Timestamp) async -> Settlement.Outcome? {
        guard channel == .email, recipient.id != .local, suppressions != nil else { return nil }
        do throws(StoreError) {
            let (counts, isHalted) = try await standing(at: now)
            guard isHalted, try await isNew(recipient, at: now) else { return nil }
            return .held(until: now + policy.hold, reason: Self.reason(counts))
        } catch {
            return nil
        }
    }

    /// Why mails are halted, in words.
    public static func reason(_ counts: ReputationCounts) -> String {
        "mails to new addresses are halted: \(counts)"
    }

    /// Alerts, newest first.
    private func alerts(matching filter: AlertFilter, pages size: Int) -> PagedElements<Alert> {
        PagedElements { [store] (token) async throws(StoreError) in
            try await store.alerts(matching: filter, after: token, limit: size)
        }
    }

    private func isNew(_ recipient: User, at now: Timestamp) async throws(StoreError) -> Bool {
        let verifiedAt = recipient.verifiedAt(on: .email)
        if policy.isNew(verifiedAt: verifiedAt, hasTakenMail: true, at: now) { return true }
        let filter = AlertFilter(userID: recipient.id, statuses: [.accepted])
        for try await alert in alerts(matching: filter, pages: Self.personPage) where alert.channel == .email {
            return false
        }
        return true
    }

    private static let personPage = 100

    /// Counts the mails of the window, the newest first, and the reports since the oldest of them.
    private func count(
        _ suppressions: any SuppressionStore,
        at now: Timestamp
    ) async throws(StoreError) -> ReputationCounts {
        var counts = ReputationCounts()
        var begin = now - policy.window
        let query = AlertQuery(statuses: [.accepted], channels: [.email], since: begin - Self.longestOnTheWay)
        // By pages and not one by one: an alert that was imported is newly saved and old, and ends nothing by itself.
        var token: PageToken?
        repeat {
            let page = try await store.alerts(matching: query.storeFilter, after: token, limit: maximumPageSize)
            for alert in page.elements where query.matches(alert) && counts.sent < Self.maximumCounted {
                guard let at = alert.acceptedAt, at >= begin else { continue }
                counts.sent += 1
                if counts.sent == Self.maximumCounted { begin = at }
            }
            if let oldest = page.elements.last, query.isPast(oldest) { break }
            token = page.next
        } while token != nil && counts.sent < Self.maximumCounted
        let reports = try await suppressions.reportCounts(on: .email, since: begin)
        counts.bounces = reports[.bounce] ?? 0
        counts.complaints = reports[.complaint] ?? 0
        return counts
    }

    /// How long before its acceptance an alert may have been made.
    private static let longestOnTheWay = DeliveryPolicy().notAfter
}

extension Reputation: DeliveryGate {
    /// Keeps back mails to new addresses while mails to them are halted.
    public func hold(_ alerts: [Alert], to recipient: User, at now: Timestamp) async -> Settlement.Outcome? {
        guard let channel = alerts.first?.channel else { return nil }
        return await hold(recipient, over: channel, at: now)
    }
}
