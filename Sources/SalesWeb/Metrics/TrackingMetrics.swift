public import CoreMetrics
public import SalesCore

/// Counts what a running tracker, and whoever sends letters, tell of their work.
public struct TrackingMetrics: Sendable {
    private let factory: any MetricsFactory

    /// Counts in a backend of swift-metrics, from 0 for all that is known beforehand.
    public init(_ factory: any MetricsFactory) {
        self.factory = factory
        for outcome in Reading.Outcome.allCases {
            MetricDescription.checks.begin(("outcome", outcome.rawValue), in: factory)
        }
        _ = factory.makeTimer(label: MetricDescription.timeToTell.name, dimensions: [])
    }

    /// An observer that counts, and tells another.
    public func observer(wrapping other: Tracker.Observer = Tracker.Observer()) -> Tracker.Observer {
        Tracker.Observer(
            checked: { report in
                checked(report)
                await other.checked(report)
            },
            attempted: { alert, outcome in
                attempted(alert, outcome)
                await other.attempted(alert, outcome)
            },
            stumbled: { error in
                MetricDescription.storeFailures.count(("code", error.code.rawValue), in: factory)
                await other.stumbled(error)
            }
        )
    }

    /// Counts an attempt to send a letter: for ``SalesCore/Accounts/run(report:stumbled:)``.
    public func sent(_ letter: Letter, _ outcome: LetterSettlement.Outcome) {
        MetricDescription.letters.count(("channel", letter.channel.rawValue), ("outcome", outcome.word), in: factory)
    }

    private func checked(_ report: CheckReport) {
        guard let outcome = report.look?.reading.outcome else { return }
        MetricDescription.checks.count(("outcome", outcome.rawValue), in: factory)
    }

    private func attempted(_ alert: Alert, _ outcome: Settlement.Outcome) {
        MetricDescription.alerts.count(("channel", alert.channel.rawValue), ("outcome", outcome.word), in: factory)
        guard case .accepted(let moment, _) = outcome else { return }
        var told = alert
        told.status = .accepted
        told.acceptedAt = moment
        guard let time = TellingReport.time(of: told) else { return }
        MetricDescription.timeToTell.record(time, in: factory)
    }
}

extension Settlement.Outcome {
    /// What came of an attempt, in a word for programs.
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .retry: "retry"
        case .dead: "dead"
        case .expired: "expired"
        case .suppressed: "suppressed"
        case .released: "released"
        case .held: "held"
        }
    }
}

extension LetterSettlement.Outcome {
    /// What came of an attempt, in a word for programs.
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .retry: "retry"
        case .dead: "dead"
        case .expired: "expired"
        case .released: "released"
        }
    }
}
