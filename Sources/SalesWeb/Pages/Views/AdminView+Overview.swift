import Foundation
import SalesCore

extension AdminView.Overview {
    /// What is known of an installation.
    struct Scene {
        let totals: InstallationTotals
        let report: TellingReport
        let promises: [HostPromise]
        let failing: [Product]
        let dead: [Alert]
        /// Nil where the store's days do not leave it.
        let archive: Archive?
        let zone: TimeZone

        /// How much there is, in a sentence.
        var summary: String {
            let people = CountedNoun.text(totals.people, "person", "people")
            let products = CountedNoun.text(totals.followedProducts, "followed product")
            return "\(people), \(products), \(CountedNoun.text(promises.count, "host"))."
        }
    }

    /// The overview of a scene.
    init(_ scene: Scene) {
        let told = Told(scene.report.overall)
        let hosts = Self.hosts(scene)
        self.init(
            totals: Self.totals(scene.totals),
            minutesTone: told.tone,
            minutes: told.words + (scene.report.isPartial ? "; the oldest ones are left out" : ""),
            hosts: Array(hosts.prefix(Self.maximumHosts)),
            moreHosts: hosts.count > Self.maximumHosts ? "and \(hosts.count - Self.maximumHosts) more" : nil,
            hasFailing: !scene.failing.isEmpty,
            failing: scene.failing.map { AdminView.Failing($0, zone: scene.zone) },
            hasDead: !scene.dead.isEmpty,
            dead: scene.dead.map { AdminView.Dead($0, zone: scene.zone) },
            archiveTone: scene.archive?.tone ?? .quiet,
            archive: scene.archive?.words ?? "The days of this store do not leave it.",
            archiveFacts: scene.archive?.facts ?? []
        )
    }

    private static func totals(_ totals: InstallationTotals) -> [AdminView.Total] {
        let alerts = totals.alerts.values.reduce(0, +)
        return [
            .init(name: "People", value: grouped(totals.people), note: "\(grouped(totals.verifiedPeople)) confirmed"),
            .init(
                name: "Followed products",
                value: grouped(totals.followedProducts),
                note: "of \(grouped(totals.products)) known"
            ),
            .init(
                name: "Subscriptions",
                value: grouped(totals.activeSubscriptions),
                note: totals.pausedSubscriptions > 0 ? "and \(grouped(totals.pausedSubscriptions)) paused" : nil
            ),
            .init(
                name: "Alerts in 24 hours",
                value: grouped(alerts),
                note: "\(grouped(totals.alerts[.accepted] ?? 0)) told"
            ),
            .init(name: "Changes in 24 hours", value: grouped(totals.events), note: nil),
        ]
    }

    /// The hosts, those that need somebody's eye first.
    private static func hosts(_ scene: Scene) -> [AdminView.Host] {
        let figures = scene.report.byHost
        return scene.promises.sorted { one, other in
            func place(_ promise: HostPromise) -> (Int, Int64, Int) {
                let p95 = figures[promise.host]?.p95.wholeMilliseconds ?? -1
                return (promise.isKept ? 1 : 0, -p95, -promise.products)
            }
            let (first, second) = (place(one), place(other))
            return first == second ? one.host < other.host : first < second
        }.map { AdminView.Host($0, figures[$0.host]) }
    }

    /// A number with a comma before every three digits.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let parts = stride(from: digits.count, to: 0, by: -3).map { String(digits[max(0, $0 - 3)..<$0]) }
        return (number < 0 ? "-" : "") + parts.reversed().joined(separator: ",")
    }

    private static let maximumHosts = 50
}

/// How fast people were told, in words.
private struct Told {
    let tone: Tone
    let words: String

    init(_ figures: TellingFigures?) {
        guard let figures else {
            tone = .quiet
            words = "Nobody was told anything in 24 hours"
            return
        }
        let share = figures.basisPointsWithinPromise
        tone = share == 10_000 ? .good : share >= 9_900 ? .warn : .bad
        let within = share == 10_000 ? "all" : "\(share / 100).\(share / 10 % 10) %"
        words = "\(CountedNoun.text(figures.count, "alert")) in 24 hours, \(within) within 3 minutes"
    }
}

extension AdminView.Host {
    /// A host with what it can be promised and what was told of it.
    init(_ promise: HostPromise, _ figures: TellingFigures?) {
        func short(_ duration: Duration?) -> String { duration.map { DurationWords.short($0) } ?? "" }
        self.init(
            host: promise.host,
            products: "\(promise.products)",
            interval: DurationWords.short(promise.interval),
            bound: DurationWords.short(promise.bound),
            tone: promise.isKept ? .good : promise.isRateTooLow ? .bad : .warn,
            promise: promise.isKept ? "Kept" : promise.isRateTooLow ? "Rate too low" : "Interval",
            told: figures.map { "\($0.count)" } ?? "",
            p50: short(figures?.p50),
            p95: short(figures?.p95),
            p99: short(figures?.p99)
        )
    }
}

extension AdminView.Failing {
    /// A product that cannot be read.
    init(_ product: Product, zone: TimeZone) {
        let state = product.state
        let checks = "\(CountedNoun.text(state.consecutiveFailures, "check")) in a row"
        self.init(
            id: product.id.description,
            name: product.name,
            shop: product.url.site,
            since: state.brokenSince.map { "\(checks), since \(TimestampWords.day($0, zone: zone))" } ?? checks,
            reason: state.reason ?? "The page gave no offer."
        )
    }
}

extension AdminView.Dead {
    /// An alert that could not be told.
    init(_ alert: Alert, zone: TimeZone) {
        self.init(
            id: alert.id.rawValue,
            name: alert.facts.productName,
            channel: ChannelWords.name(alert.channel),
            at: alert.createdAt.description,
            date: TimestampWords.minute(alert.createdAt, zone: zone),
            attempts: CountedNoun.text(alert.attempts, "attempt"),
            reason: alert.failure ?? ""
        )
    }
}
