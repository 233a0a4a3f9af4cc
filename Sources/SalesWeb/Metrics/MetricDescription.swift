internal import CoreMetrics

/// What a metric is, beside what is counted under its name.
struct MetricDescription: Hashable, Sendable {
    /// The name that Prometheus knows it by.
    let name: String
    /// What it is, in a sentence for whoever draws it.
    let help: String
    /// The largest value of each bucket, where values are counted by their size.
    var buckets = MetricDescription.standardBuckets

    /// What Prometheus' client libraries begin with, in seconds.
    static let standardBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
}

extension MetricDescription {
    /// Counts one more under some labels.
    func count(_ labels: (String, String)..., in factory: any MetricsFactory) {
        Counter(label: name, dimensions: labels, factory: factory).increment()
    }

    /// Has a count at 0 under some labels, so that the first one is seen to be one more.
    func begin(_ labels: (String, String)..., in factory: any MetricsFactory) {
        _ = factory.makeCounter(label: name, dimensions: labels)
    }

    /// Counts a duration under some labels.
    func record(_ duration: Duration, _ labels: (String, String)..., in factory: any MetricsFactory) {
        let (seconds, attoseconds) = duration.components
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let whole = overflow ? .max : nanoseconds.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
        Timer(label: name, dimensions: labels, factory: factory).recordNanoseconds(max(0, whole))
    }
}

/// The metrics of this program. Their labels have few values each: what people name, such as hosts, is none of them.
extension MetricDescription {
    static let all = [
        requests, requestSeconds, checks, alerts, timeToTell, letters, storeFailures, build,
    ]

    static let requests = MetricDescription(
        name: "sales_http_requests_total",
        help: "Requests that were answered, by route, method and class of status."
    )

    static let requestSeconds = MetricDescription(
        name: "sales_http_request_duration_seconds",
        help: "How long requests took to be answered, by route and method.",
        buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 30]
    )

    static let checks = MetricDescription(
        name: "sales_checks_total",
        help: "Checks of products that were made, by what the page gave."
    )

    static let alerts = MetricDescription(
        name: "sales_alert_attempts_total",
        help: "Attempts to tell an alert, by channel and what came of them."
    )

    static let timeToTell = MetricDescription(
        name: "sales_time_to_tell_seconds",
        help: "From the last reading of the old price until a carrier took the alert; 180 s are promised.",
        buckets: [15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 600, 1_800, 3_600]
    )

    static let letters = MetricDescription(
        name: "sales_letters_total",
        help: "Attempts to send a message about an account, by channel and what came of them."
    )

    static let storeFailures = MetricDescription(
        name: "sales_store_failures_total",
        help: "Failures of the store that the tracker met and goes on after, by their code."
    )

    static let build = MetricDescription(
        name: "sales_build_info",
        help: "Always 1; its label is the version of the program."
    )
}
