extension Tracker {
    /// Makes a person's rule remember what they were really told, where that is not what the alert was made for.
    ///
    /// It follows the settlement in a transaction of its own. Where the store fails in between, the rule counts as told
    /// until it has recovered.
    func remember(_ attempt: Attempt, of alert: Alert) async {
        switch attempt.outcome {
        case .expired: await giveBack(alert)
        case .accepted:
            guard let told = attempt.facts?.change, told.after.price != alert.facts.change.after.price else { return }
            await rewrite(alert) { [settings] in
                settings.rules.correct($0.memory, from: alert.facts.change, to: told)
            }
        case .retry, .dead, .suppressed, .released, .held: return
        }
    }

    /// Notes that an address is dead, so that nothing is sent to it again.
    func silence(_ recipient: User, over channel: Channel, after alert: Alert) async {
        guard recipient.id != .local, let address = recipient.address(on: channel),
            let suppressions = store as? any SuppressionStore
        else { return }
        let suppression = Suppression(
            channel: channel,
            address: address,
            kind: .bounce,
            reference: "refused-\(alert.id)",
            at: time.now
        )
        // Where the store fails the next alert finds out again.
        _ = try? await suppressions.suppress(suppression)
    }

    /// Takes back what a rule counts as told of alerts that expired, the last ones of their person and product.
    private func giveBack(_ alert: Alert) async {
        guard alert.facts.former != nil else { return }
        let filter = AlertFilter(userID: alert.userID, productID: alert.productID)
        guard let alerts = try? await store.alerts(matching: filter, after: nil, limit: maximumPageSize).elements,
            let untold = alerts.untold, let product = try? await store.product(alert.productID)
        else { return }
        await rewrite(alert) { [settings, time] in
            settings.rules.forget(
                $0.rule,
                memory: $0.memory,
                former: untold.former,
                toldAt: untold.toldAt,
                standingAt: product.state.confirmed,
                at: time.now
            )
        }
    }

    /// Writes another memory of the rule that an alert came from, unless the person has another rule by now.
    private func rewrite(_ alert: Alert, _ memory: @escaping @Sendable (Subscription) -> RuleMemory) async {
        for _ in 0..<Self.maximumRewrites {
            guard let present = try? await store.subscription(of: alert.userID, to: alert.productID),
                present.rule == alert.facts.rule, present.memory.toldAt != nil
            else { return }
            let draft = Subscription.Draft(present, memory: memory(present))
            guard draft.memory != present.memory else { return }
            do throws(StoreError) {
                let saved = try await store.save(draft, expectedVersion: present.version, dueAt: time.now)
                guard saved == nil else { return }
            } catch {
                return
            }
        }
    }

    /// Rounds with events that are expanded all the while.
    private static let maximumRewrites = 8
}

extension [Alert] {
    /// What the rule remembered before the oldest of the last alerts of which nobody was told anything, and when the change
    /// was confirmed that was told last before them, where these are newest first and of one person and product; nil where
    /// the last was told or may yet be.
    fileprivate var untold: (former: RuleMemory, toldAt: Timestamp?)? {
        var former: RuleMemory?
        var rest = drop { $0.facts.former == nil }
        while let event = rest.first?.eventID {
            let alerts = rest.filter { $0.eventID == event }
            guard alerts.allSatisfy({ $0.status == .expired }) else { break }
            former = alerts.first?.facts.former ?? former
            rest = rest.drop { $0.eventID == event || $0.facts.former == nil }
        }
        return former.map { ($0, rest.first?.facts.change.confirmedAt) }
    }
}

extension Subscription.Draft {
    /// The same subscription with another memory.
    fileprivate init(_ subscription: Subscription, memory: RuleMemory) {
        self.init(
            userID: subscription.userID,
            productID: subscription.productID,
            rule: subscription.rule,
            channels: subscription.channels,
            interval: subscription.interval,
            coolDown: subscription.coolDown,
            isInDigest: subscription.isInDigest,
            isPaused: subscription.isPaused,
            memory: memory,
            createdAt: subscription.createdAt
        )
    }
}
