import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Pinned products")
struct PinnedProductTests {
    static let url = "https://shop.example/kettle"

    static func page(_ price: String, member: String?) -> String {
        """
        <!doctype html><html lang="en"><head><title>Kettle</title><script type="application/ld+json">
        {"@context":"https://schema.org","@type":"Product","name":"Kettle","offers":{"@type":"Offer",
        "price":"\(price)","priceCurrency":"GBP","availability":"https://schema.org/InStock"}}
        </script></head><body><h1>Kettle</h1>\(member.map { "<p class=\"member\">£\($0)</p>" } ?? "")</body></html>
        """
    }

    private func bench() -> AdapterBench {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99", member: "17.50"))
        return bench
    }

    @Test("A pin makes another product of the URL, whose price is its own")
    func another() async throws {
        let bench = bench()
        let plain = try await bench.track(Self.url)
        let pinned = try await bench.track(Self.url, "css:.member")
        #expect(plain.product.id != pinned.product.id)
        #expect(plain.product.state.price == .gbp(19_99))
        #expect(pinned.product.state.price == .gbp(17_50))
        #expect(pinned.product.selection.text == "css:.member")
    }

    @Test("Products of one URL are checked with one fetch, again and again")
    func sharesFetch() async throws {
        let bench = bench()
        _ = try await bench.track(Self.url)
        _ = try await bench.track(Self.url, "css:.member")
        for round in 0..<5 {
            bench.answer(Self.url, Self.page("19.99", member: "17.50") + "<!-- \(round) -->")
            let count = bench.shop.requests.count
            let reports = try await bench.roundTogether()
            #expect(reports.map { $0.look?.reading.offer?.price } == [.gbp(19_99), .gbp(17_50)])
            #expect(bench.shop.requests.count == count + 1)
        }
    }

    @Test("A pin that stops matching fails, keeps its price, and becomes no other; it recovers when it matches again")
    func breaks() async throws {
        let bench = bench()
        let id = try await bench.track(Self.url, "css:.member").product.id
        bench.answer(Self.url, Self.page("9.99", member: nil))
        for failures in 1...4 {
            try await bench.round()
            let state = try #require(try await bench.store.product(id)).state
            #expect(state.outcome == .failed)
            #expect(state.consecutiveFailures == failures)
            #expect(state.reason?.contains("pin css:.member does not match") == true)
            #expect(state.price == .gbp(17_50))
            #expect(state.quarantine == nil)
        }
        bench.answer(Self.url, Self.page("9.99", member: "17.50"))
        try await bench.round()
        #expect(try await bench.store.product(id)?.state.consecutiveFailures == 0)
    }

    @Test("Nothing is tracked by a pin that matches nothing, or is none")
    func refused() async throws {
        let bench = bench()
        let request = TrackRequest(url: Self.url, selection: Selection(text: "css:.nothing"), rule: .anyDrop)
        await #expect(throws: TrackingError.self) { try await bench.tracker.track(request) }
        let none = TrackRequest(url: Self.url, selection: Selection(text: "price"), rule: .anyDrop, isInsisting: true)
        let error = await #expect(throws: TrackingError.self) { try await bench.tracker.track(none) }
        guard case .pin? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(try await bench.store.products(matching: .all, after: nil, limit: 9).elements.isEmpty)
    }

    @Test("A preference moves to another pin with its rule, and nobody else's changes")
    func moves() async throws {
        let bench = bench()
        let first = try await bench.tracker.track(
            TrackRequest(
                url: Self.url,
                rule: .below("15.00"),
                interval: .seconds(300),
                coolDown: .seconds(600),
                isInDigest: true
            )
        )
        let other = try await bench.store.addPerson(at: bench.clock.now).id
        _ = try await bench.tracker.track(TrackRequest(url: Self.url, rule: .anyDrop, userID: other))
        let moved = try await bench.tracker.pin(first.product.id, to: Selection(text: "css:.member"))
        #expect(moved.product.state.price == .gbp(17_50))
        #expect(moved.subscription.rule == .below(.gbp(15_00)))
        #expect(moved.subscription.interval == .seconds(300))
        #expect(moved.subscription.coolDown == .seconds(600) && moved.subscription.isInDigest)
        #expect(try await bench.store.subscription(of: .local, to: first.product.id) == nil)
        #expect(try await bench.store.subscription(of: other, to: first.product.id) != nil)
        let back = try await bench.tracker.pin(moved.product.id, to: .page)
        #expect(back.product.id == first.product.id)
        #expect(try await bench.store.subscription(of: .local, to: moved.product.id) == nil)
    }

    @Test("A pin that matches nothing, or a price of another currency than the rule's, moves nothing")
    func staysWhereItIs() async throws {
        let bench = bench()
        let id = try await bench.tracker.track(TrackRequest(url: Self.url, rule: .below("15.00"))).product.id
        for pin in ["css:.nothing", "css:.member"] {
            let dollars = Self.page("19.99", member: "17.50").replacing("£", with: "US$")
            bench.answer(Self.url, dollars)
            await #expect(throws: TrackingError.self) {
                try await bench.tracker.pin(id, to: Selection(text: pin))
            }
        }
        #expect(try await bench.store.subscription(of: .local, to: id) != nil)
        #expect(try await bench.store.products(matching: .all, after: nil, limit: 9).elements.count == 1)
    }
}
