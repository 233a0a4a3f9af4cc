import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The page of alerts", .timeLimit(.minutes(15)))
struct AlertsPageTests {
    private let bench = WebBench()

    /// Alerts that came to an end, each made an hour before the one before it.
    private func restore(_ statuses: [Alert.Status], to user: UserID, from first: Int = 0) async throws {
        let now = bench.clock.now
        let alerts = statuses.enumerated().reversed().map { index, status in
            var facts = Sample.facts(first + index)
            facts.change.after.price = Sample.pounds(3_000 + Int64(first + index))
            let made = now - .seconds(3_600 * Int64(first + index + 1))
            return Alert(
                id: Alert.ID(rawValue: String(repeating: "0", count: 28) + String(1_000 + first + index)),
                userID: user,
                productID: ProductID(rawValue: 1),
                eventID: PriceEventID(rawValue: 1),
                channel: .email,
                facts: facts,
                status: status,
                attempts: 1,
                nextAttemptAt: made,
                createdAt: made,
                acceptedAt: status == .accepted ? made + .seconds(10) : nil,
                failure: status == .dead ? "The mailbox is full." : nil
            )
        }
        _ = try await bench.store.restoreAlerts(Array(alerts))
    }

    @Test("says what it will be for, before there is anything")
    func empty() async throws {
        let anna = try await bench.signIn("anna")
        let page = try await bench.get("/alerts", by: anna)
        #expect(page.status == 200 && page.body.contains("Nothing yet") && page.body.contains("0 in the last 30 days"))
        let none = try await bench.get("/alerts?status=failed", by: anna)
        #expect(none.body.contains("Nothing like that"))
    }

    @Test("has what a person was told and what could not be, day by day, and no other person's")
    func lists() async throws {
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        let user = try await bench.number(of: anna)
        try await restore([.accepted, .dead], to: user)
        try await restore([.accepted], to: user, from: 24)
        try await restore([.accepted], to: try await bench.number(of: ben), from: 50)
        let page = try await bench.get("/alerts", by: anna)
        for part in [
            "3 in the last 30 days", "<bdi>Kettle 0</bdi>", "Fell to £30.00 from £49.99", "id=\"day-2026-03-01\"",
            "28 Feb 2026", "Could not be told", "E-mail: The mailbox is full.", "E-mail, accepted after",
        ] { #expect(page.body.contains(part), "\(part)") }
        #expect(!page.body.contains("Kettle 50"))
        let failed = try await bench.get("/alerts?status=failed", by: anna)
        #expect(failed.body.contains("<bdi>Kettle 1</bdi>") && !failed.body.contains("<bdi>Kettle 0</bdi>"))
        let odd = try await bench.get("/alerts?status=odd", by: anna)
        #expect(odd.body.contains("<bdi>Kettle 0</bdi>"))
        let wrong = try await bench.get("/alerts?after=x", by: anna)
        #expect(wrong.status == 422)
    }

    @Test("is walked page by page, each of which asks the store once")
    func walks() async throws {
        let bench = bench
        let anna = try await bench.signIn("anna")
        try await restore(Array(repeating: .accepted, count: 51), to: try await bench.number(of: anna))
        let counted = CountedStore(bench.store)
        let routes = AlertsPages(outbox: counted, pages: PageMaker(settings: bench.settings)).all()
        try await bench.asking(routes) { service in
            let first = try await service.ask(.get, "/alerts", .token(anna))
            #expect(first.status == 200 && counted.taken() == ["alerts"])
            #expect(first.body.contains("<bdi>Kettle 49</bdi>") && !first.body.contains("<bdi>Kettle 50</bdi>"))
            let link = try #require(first.body.firstMatch(of: #/rel="next" href="([^"]+)"/#)).output.1
            let rest = try await service.ask(.get, String(link), .token(anna))
            #expect(rest.body.contains("<bdi>Kettle 50</bdi>") && !rest.body.contains("<bdi>Kettle 49</bdi>"))
            #expect(counted.taken() == ["alerts"])
        }
    }

    @Test("says how many there were lately only where it knows")
    func summary() {
        let alerts = (0..<50).map { _ in FollowedSample.alert() }
        func summary(_ next: PageToken?, _ alerts: [Alert]) -> String {
            AlertsView(
                Page(elements: alerts, next: next),
                of: .all,
                isFirst: true,
                page: FollowedSample.frame,
                for: FollowedSample.reader
            ).summary
        }
        #expect(summary(nil, alerts) == "50 in the last 30 days")
        #expect(summary(PageToken(text: "x"), alerts) == "More than 50 in the last 30 days")
        let old = Reader(now: FollowedSample.now + .seconds(86_400 * 40))
        let view = AlertsView(
            Page(elements: alerts, next: PageToken(text: "x")),
            of: .all,
            isFirst: true,
            page: FollowedSample.frame,
            for: old
        )
        #expect(view.summary == "0 in the last 30 days" && view.days.count == 1)
    }
}
