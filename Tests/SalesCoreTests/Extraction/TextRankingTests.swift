import Testing

@testable import SalesCore

@Suite("Ranking what the text shows")
struct TextRankingTests {
    private func claim(
        _ amount: String,
        _ source: Candidate.Source = .text,
        kind: Candidate.Kind = .current,
        currency: String = "EUR",
        confidence: Int = 80,
        run: Int = 10,
        isStruck: Bool = false,
        isInGrid: Bool = false
    ) -> PriceClaim {
        var claim = PriceClaim(
            readings: [amount],
            currency: Currency(code: currency),
            kind: kind,
            source: source,
            path: "\(source)",
            text: amount,
            confidence: confidence
        )
        if source == .text { claim.spot = PriceClaim.Spot(run: run, isStruck: isStruck, isInGrid: isInGrid) }
        return claim
    }

    private func decide(_ claims: [PriceClaim]) -> Ranking { Ranking(claims, currencies: CurrencyEvidence()) }

    private func price(_ ranking: Ranking) -> String? {
        if case .price(let candidate) = ranking.decision { candidate.money?.decimal } else { nil }
    }

    @Test("A price that the text strikes through beside a lower one is the list price, however many sources state it")
    func stale() {
        let ranking = decide([
            claim("100.00", .jsonLD), claim("100.00", .meta), claim("100.00", kind: .list, run: 9, isStruck: true),
            claim("80.00"),
        ])
        #expect(price(ranking) == "80.00")
        #expect(ranking.list?.amount == "100.00")
        #expect(ranking.notes == ["JSON-LD states 100.00 instead."])
    }

    @Test("A struck price far from the lower one, in a card, or shown elsewhere as the price, changes nothing")
    func notStale() {
        let stated = [claim("100.00", .jsonLD), claim("100.00", .meta)]
        let struck = claim("100.00", kind: .list, run: 9, isStruck: true)
        let inCard = claim("100.00", kind: .list, run: 9, isStruck: true, isInGrid: true)
        #expect(price(decide(stated + [struck, claim("80.00", run: 60)])) == "100.00")
        #expect(price(decide(stated + [inCard, claim("80.00")])) == "100.00")
        #expect(price(decide(stated + [struck, claim("80.00"), claim("100.00", run: 3)])) == "100.00")
        #expect(price(decide(stated + [struck, claim("80.00", confidence: 30)])) == "100.00")
    }

    @Test("What visible text states otherwise in a good place is told")
    func textDisagrees() {
        let ranking = decide([claim("10.00", .jsonLD), claim("10.00", .meta), claim("12.00", confidence: 60)])
        #expect(price(ranking) == "10.00")
        #expect(ranking.notes == ["visible text states 12.00 instead."])
        #expect(decide([claim("10.00", .jsonLD), claim("12.00", confidence: 30)]).notes.isEmpty)
    }

    @Test("One number in two currencies is undecided, and both are named")
    func currencies() {
        let ranking = decide([
            claim("100", .jsonLD, currency: "USD"), claim("100", .meta, currency: "USD"), claim("100"),
        ])
        guard case .undecided(let candidates) = ranking.decision else {
            Issue.record("decided")
            return
        }
        #expect(candidates.map { $0.money?.currency.code } == ["USD", "EUR"])
    }

    @Test("A list price of the text stands beside the price or in a good place, and in no other product's card")
    func list() {
        let stated = [claim("80.00", .jsonLD), claim("80.00", run: 10)]
        #expect(decide(stated + [claim("99.00", kind: .list, confidence: 20, run: 12)]).list?.amount == "99.00")
        #expect(decide(stated + [claim("99.00", kind: .list, confidence: 60, run: 40)]).list?.amount == "99.00")
        #expect(decide(stated + [claim("99.00", kind: .list, confidence: 20, run: 40)]).list == nil)
        #expect(decide(stated + [claim("99.00", kind: .list, run: 12, isInGrid: true)]).list == nil)
    }

    @Test("A doubtful amount makes no price by itself, and its doubt is told")
    func doubt() {
        var doubtful = claim("20.00")
        doubtful.doubt = "it may be taken off"
        guard case .undecided(let candidates) = decide([doubtful]).decision else {
            Issue.record("decided")
            return
        }
        #expect(candidates.map(\.verdict) == ["it may be taken off"])
        #expect(price(decide([doubtful, claim("20.00", .jsonLD)])) == "20.00")
    }
}
