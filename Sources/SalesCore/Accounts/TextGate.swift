/// Keeps the text messages that tell alerts within what texts may cost.
///
/// What the day or the hour has no room for is told together when there is room again. The operator's own number, which is
/// in the settings and not in the store, is not counted.
public struct TextGate: DeliveryGate {
    let budget: TextBudget
    let quotas: any QuotaStore

    /// A gate of a budget that is counted in a store.
    public init(_ budget: TextBudget, counting quotas: any QuotaStore) {
        self.budget = budget
        self.quotas = quotas
    }

    /// Counts the text, which has two parts at most (``Message/maximumShortParts``); answers why it has to wait, or nil.
    ///
    /// Where the store cannot be asked nothing is sent: what is not counted may cost anything.
    public func hold(_ alerts: [Alert], to recipient: User, at now: Timestamp) async -> Settlement.Outcome? {
        // A message that is tried again was counted before.
        guard let first = alerts.first, first.channel == .sms, let number = recipient.phone,
            alerts.contains(where: { $0.attempts <= 1 })
        else { return nil }
        do {
            let refusal = try await budget.admit(
                parts: Message.maximumShortParts,
                to: number,
                for: .alert,
                counting: quotas,
                at: now
            )
            guard let refusal else { return nil }
            guard let until = refusal.until else { return .dead(failure: refusal.description) }
            return .held(until: until, reason: refusal.description)
        } catch {
            return .held(until: now + Self.storeWait, reason: "the store could not count what texts cost")
        }
    }

    /// How long a text waits where the store could not count it.
    static let storeWait = Duration.seconds(60)
}
