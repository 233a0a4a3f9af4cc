/// Asked before a message is handed to its carrier: whether it has to wait.
///
/// Caps and budgets that people and operators set stand here, so that the delivery knows none of them.
public protocol DeliveryGate: Sendable {
    /// Why a message is not handed over now; nil where it may go.
    ///
    /// It is asked at each attempt, just before the hand-over, and may count the message as sent at the first
    /// (``Alert/attempts`` of 1). It answers with ``Settlement/Outcome/held(until:reason:)``,
    /// ``Settlement/Outcome/released`` or ``Settlement/Outcome/dead(failure:)``. The gates after one that does are not
    /// asked, and those before it may have counted a message that is not sent.
    /// - Parameters:
    ///   - alerts: what the message tells, at least one alert, all to one person over one channel.
    ///   - recipient: the person.
    ///   - now: the present moment.
    func hold(_ alerts: [Alert], to recipient: User, at now: Timestamp) async -> Settlement.Outcome?
}

/// How many messages a day a person wants over one channel at most.
///
/// What is beyond it is told together on their next day.
struct DailyCap: DeliveryGate {
    let quotas: any QuotaStore
    let delivery: DeliveryPolicy

    func hold(_ alerts: [Alert], to recipient: User, at now: Timestamp) async -> Settlement.Outcome? {
        // A message that is tried again was counted before.
        guard let cap = recipient.settings.dailyCap, let first = alerts.first,
            alerts.contains(where: { $0.attempts <= 1 })
        else { return nil }
        let time = TellingTime(recipient.settings, installation: delivery.zone)
        let quota = Quota(
            name: Quota.told(recipient.id, over: first.channel),
            limit: Int64(cap),
            period: .milliseconds(Timestamp.millisecondsPerDay)
        )
        do {
            guard try await quotas.take([quota], at: time.local(now)) != nil else { return nil }
        } catch {
            // A cap that cannot be asked keeps nobody from a sale.
            return nil
        }
        return .held(until: time.nextDay(after: now), reason: "the most messages of a day, \(cap), were sent")
    }
}
