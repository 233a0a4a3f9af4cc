import CoreMetrics
import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesWeb

@Suite("What a running tracker counts")
struct TrackingMetricsTests {
    private let registry = PrometheusRegistry()

    private func lines(_ beginning: String) -> [String] {
        PrometheusText.text(registry.families()).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix(beginning) }
    }

    /// An alert about a drop, whose old price was read 75 s before noon.
    private func alert(over channel: Channel = .email, isHeld: Bool = false) -> Alert {
        Alert(
            id: Alert.ID(rawValue: "a"),
            userID: .local,
            productID: ProductID(rawValue: 1),
            eventID: PriceEventID(rawValue: 1),
            channel: channel,
            facts: Sample.facts(),
            attempts: 1,
            nextAttemptAt: ManualClock.start,
            isHeld: isHeld,
            createdAt: ManualClock.start
        )
    }

    private func report(_ reading: Reading?) throws -> CheckReport {
        let product = Product(
            id: ProductID(rawValue: 1),
            websiteID: WebsiteID(rawValue: 1),
            url: try PageURL("https://shop.example/kettle"),
            name: "Kettle",
            nextCheckAt: ManualClock.start,
            createdAt: ManualClock.start
        )
        return CheckReport(product: product, look: reading.map { Look(reading: $0) }, state: product.state)
    }

    @Test("checks are counted by what the page gave, from 0 on")
    func checks() async throws {
        let observer = TrackingMetrics(registry).observer()
        #expect(lines("sales_checks_total").count == Reading.Outcome.allCases.count)
        let readings: [Reading?] = [.blocked(reason: "a wall"), .gone(reason: "404"), .blocked(reason: "a wall"), nil]
        for reading in readings { await observer.checked(try report(reading)) }
        #expect(lines(#"sales_checks_total{outcome="blocked"}"#) == [#"sales_checks_total{outcome="blocked"} 2"#])
        #expect(lines(#"sales_checks_total{outcome="gone"}"#) == [#"sales_checks_total{outcome="gone"} 1"#])
        #expect(lines(#"sales_checks_total{outcome="offer"}"#) == [#"sales_checks_total{outcome="offer"} 0"#])
    }

    @Test("attempts to tell are counted by channel and outcome, and those that were taken by their time")
    func alerts() async {
        let observer = TrackingMetrics(registry).observer()
        let noon = ManualClock.start
        await observer.attempted(alert(), .accepted(at: noon + .seconds(5), receipt: nil))
        await observer.attempted(alert(), .accepted(at: noon + .seconds(105), receipt: nil))
        await observer.attempted(alert(), .accepted(at: noon + .milliseconds(105_500), receipt: nil))
        await observer.attempted(alert(isHeld: true), .accepted(at: noon + .seconds(9_000), receipt: nil))
        await observer.attempted(alert(over: .sms), .retry(at: noon, failure: "busy"))
        #expect(
            lines("sales_alert_attempts_total") == [
                #"sales_alert_attempts_total{channel="email",outcome="accepted"} 4"#,
                #"sales_alert_attempts_total{channel="sms",outcome="retry"} 1"#,
            ]
        )
        // What somebody wanted later is no news, and 180 s are kept.
        let kept = #"sales_time_to_tell_seconds_bucket{le="180"}"#
        #expect(lines(kept) == ["\(kept) 2"])
        #expect(lines("sales_time_to_tell_seconds_count") == ["sales_time_to_tell_seconds_count 3"])
        #expect(lines("sales_time_to_tell_seconds_sum") == ["sales_time_to_tell_seconds_sum 440.5"])
    }

    @Test("failures of the store and letters are counted")
    func failures() async {
        let metrics = TrackingMetrics(registry)
        await metrics.observer().stumbled(StoreError(.locked, message: "no"))
        let letter = Letter(
            id: Alert.ID(rawValue: "a"),
            userID: .local,
            channel: .email,
            address: "anna@example.com",
            kind: .verification,
            createdAt: ManualClock.start,
            nextAttemptAt: ManualClock.start
        )
        metrics.sent(letter, .accepted)
        metrics.sent(letter, .dead(failure: "no mailbox"))
        #expect(lines("sales_store_failures_total") == [#"sales_store_failures_total{code="locked"} 1"#])
        #expect(
            lines("sales_letters_total") == [
                #"sales_letters_total{channel="email",outcome="accepted"} 1"#,
                #"sales_letters_total{channel="email",outcome="dead"} 1"#,
            ]
        )
    }

    @Test("whoever listened is told as before")
    func wrapping() async throws {
        let heard = Mutex<[String]>([])
        let observer = TrackingMetrics(registry).observer(
            wrapping: Tracker.Observer(
                checked: { _ in heard.withLock { $0.append("checked") } },
                attempted: { _, _ in heard.withLock { $0.append("attempted") } },
                stumbled: { _ in heard.withLock { $0.append("stumbled") } }
            )
        )
        await observer.checked(try report(nil))
        await observer.attempted(alert(), .expired)
        await observer.stumbled(StoreError(.locked, message: "no"))
        #expect(heard.withLock { $0 } == ["checked", "attempted", "stumbled"])
    }
}
