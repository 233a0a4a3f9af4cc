import SalesCore

/// How fast people are told, for programs.
struct StatusJSON: Encodable {
    struct Figures: Encodable {
        let count: Int
        let withinPromise: Int
        let p50Ms: Int64
        let p95Ms: Int64
        let p99Ms: Int64
        let worstMs: Int64

        init(_ figures: TellingFigures) {
            count = figures.count
            withinPromise = figures.withinPromise
            p50Ms = figures.p50.wholeMilliseconds
            p95Ms = figures.p95.wholeMilliseconds
            p99Ms = figures.p99.wholeMilliseconds
            worstMs = figures.worst.wholeMilliseconds
        }
    }

    struct Host: Encodable {
        let host: String
        let products: Int
        let askedIntervalMs: Int64
        let intervalMs: Int64
        let boundMs: Int64
        let isKept: Bool
        let isRateTooLow: Bool
        let told: Figures?
    }

    let since: String
    let until: String
    let promiseMs: Int64
    let isPartial: Bool
    let told: Figures?
    let alerts: [String: Int]
    let held: Int
    let hosts: [Host]
    let mailsHalted: String?
    let sendingStopped: String?
    let texts: [String]

    init(
        _ report: TellingReport,
        _ promises: [HostPromise],
        halted: ReputationCounts?,
        stopped: String?,
        texts: [String]
    ) {
        mailsHalted = halted?.description
        sendingStopped = stopped
        self.texts = texts
        let figures = report.byHost
        since = report.since.description
        until = report.until.description
        promiseMs = TellingReport.promise.wholeMilliseconds
        isPartial = report.isPartial
        told = report.overall.map(Figures.init)
        alerts = Dictionary(
            uniqueKeysWithValues: Alert.Status.allCases.map { ($0.rawValue, report.counts[$0] ?? 0) }
        )
        held = report.heldCount
        hosts = promises.map { promise in
            Host(
                host: promise.host,
                products: promise.products,
                askedIntervalMs: promise.asked.wholeMilliseconds,
                intervalMs: promise.interval.wholeMilliseconds,
                boundMs: promise.bound.wholeMilliseconds,
                isKept: promise.isKept,
                isRateTooLow: promise.isRateTooLow,
                told: figures[promise.host].map(Figures.init)
            )
        }
    }
}
