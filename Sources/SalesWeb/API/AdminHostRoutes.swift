internal import HTTPTypes
import SalesCore

/// How fast people are told, and what each host is, can be promised and was told: `salesctl status` for admins.
struct AdminHostRoutes: Sendable {
    let store: any HostStore
    let tracker: Tracker

    /// The three minutes, as they were.
    private struct Figures: Encodable {
        let count: Int
        let withinPromise: Int
        let p50: Int64
        let p95: Int64
        let p99: Int64
        let worst: Int64

        enum CodingKeys: String, CodingKey {
            case count
            case withinPromise = "within_promise"
            case p50 = "p50_ms"
            case p95 = "p95_ms"
            case p99 = "p99_ms"
            case worst = "worst_ms"
        }

        init(_ figures: TellingFigures) {
            count = figures.count
            withinPromise = figures.withinPromise
            p50 = figures.p50.wholeMilliseconds
            p95 = figures.p95.wholeMilliseconds
            p99 = figures.p99.wholeMilliseconds
            worst = figures.worst.wholeMilliseconds
        }
    }

    /// What is known of a host's robots.txt.
    private struct Robots: Encodable {
        /// The HTTP status that it came with; 0 where there was no response.
        let status: Int
        /// Whether it could not be had: nothing of the host is fetched then.
        let isUnreachable: Bool
        let bytes: Int
        let fetchedAt: String

        enum CodingKeys: String, CodingKey {
            case status, bytes
            case isUnreachable = "is_unreachable"
            case fetchedAt = "fetched_at"
        }

        init(_ record: RobotsRecord) {
            status = record.status
            isUnreachable = record.isUnreachable
            bytes = record.text.utf8.count
            fetchedAt = record.fetchedAt.description
        }
    }

    /// A host with followed products.
    private struct Host: Encodable {
        let host: String
        let products: Int
        /// How often its products are asked to be read, and how often they really are.
        let askedInterval: Int64
        let interval: Int64
        /// The longest that a drop stays untold, and whether that is within the promise.
        let bound: Int64
        let isKept: Bool
        let isRateTooLow: Bool
        let told: Figures?
        let circuit: String
        let pausedUntil: String?
        let pauseReason: String?
        let consecutiveFailures: Int
        let robots: Robots?

        enum CodingKeys: String, CodingKey {
            case host, products, told, circuit, robots
            case askedInterval = "asked_interval_ms"
            case interval = "interval_ms"
            case bound = "bound_ms"
            case isKept = "is_kept"
            case isRateTooLow = "is_rate_too_low"
            case pausedUntil = "paused_until"
            case pauseReason = "pause_reason"
            case consecutiveFailures = "consecutive_failures"
        }

        init(_ promise: HostPromise, _ figures: TellingFigures?, _ state: HostState, at now: Timestamp) {
            host = promise.host
            products = promise.products
            askedInterval = promise.asked.wholeMilliseconds
            interval = promise.interval.wholeMilliseconds
            bound = promise.bound.wholeMilliseconds
            isKept = promise.isKept
            isRateTooLow = promise.isRateTooLow
            told = figures.map(Figures.init)
            circuit = state.circuit(at: now).rawValue
            // A pause that is over says nothing of now.
            let isPaused = state.circuit(at: now) == .open
            pausedUntil = isPaused ? state.pausedUntil?.description : nil
            pauseReason = isPaused ? state.pauseReason : nil
            consecutiveFailures = state.consecutiveFailures
            robots = state.robots.map(Robots.init)
        }
    }

    private struct Standing: Encodable {
        let since: String
        let until: String
        let promise: Int64
        let isPartial: Bool
        let told: Figures?
        let alerts: [String: Int]
        let held: Int
        /// Why mails to new addresses are halted; nil where they are not.
        let mailsHalted: String?
        let hosts: [Host]
        let next: String?

        enum CodingKeys: String, CodingKey {
            case since, until, told, alerts, held, hosts, next
            case promise = "promise_ms"
            case isPartial = "is_partial"
            case mailsHalted = "mails_halted"
        }
    }

    func all() -> [Route] {
        [Route(.get, "/api/v1/admin/hosts", for: .admins, as: .listHosts) { request in try await standing(request) }]
    }

    /// The figures of all hosts together, and a page of the hosts in the order of their names.
    private func standing(_ request: WebRequest) async throws -> WebAnswer {
        let since = try AdminRoutes.since(request)
        let (token, limit) = (try request.pageToken(), try request.pageLimit())
        let report = try await tracker.tellingReport(since: since)
        let figures = report.byHost
        let promises = try await tracker.hostPromises().filter { $0.host > token?.text ?? "" }
        var hosts: [Host] = []
        for promise in promises.prefix(limit) {
            let state = try await store.host(promise.host)
            hosts.append(Host(promise, figures[promise.host], state, at: request.now))
        }
        let mails = try await tracker.reputation.standing(at: request.now)
        return .json(
            Standing(
                since: report.since.description,
                until: report.until.description,
                promise: TellingReport.promise.wholeMilliseconds,
                isPartial: report.isPartial,
                told: report.overall.map(Figures.init),
                alerts: Dictionary(
                    uniqueKeysWithValues: Alert.Status.allCases.map { ($0.rawValue, report.counts[$0] ?? 0) }
                ),
                held: report.heldCount,
                mailsHalted: mails.isHalted ? mails.counts.description : nil,
                hosts: hosts,
                next: promises.count > limit ? hosts.last?.host : nil
            )
        )
    }
}
