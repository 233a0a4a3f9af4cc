import Testing

@testable import SalesCore

@Suite("Ranking")
struct RankingTests {
    private let euro = Currency(code: "EUR")

    private func claim(
        _ amount: String,
        _ source: Candidate.Source = .jsonLD,
        kind: Candidate.Kind = .current,
        confidence: Int? = nil,
        readings: [String]? = nil
    ) -> PriceClaim {
        PriceClaim(
            readings: readings ?? [amount],
            currency: euro,
            kind: kind,
            source: source,
            path: "\(source)",
            text: amount,
            confidence: confidence ?? PriceClaim.trust(in: source)
        )
    }

    private func decide(_ claims: [PriceClaim]) -> Ranking { Ranking(claims, currencies: CurrencyEvidence()) }

    private func price(_ ranking: Ranking) -> String? {
        if case .price(let candidate) = ranking.decision { candidate.money?.decimal } else { nil }
    }

    @Test("Sources that agree outweigh a stronger one that stands alone")
    func agreement() {
        let ranking = decide([claim("10.00"), claim("12.00", .meta), claim("12", .text, confidence: 80)])
        #expect(price(ranking) == "12.00")
        #expect(ranking.notes == ["JSON-LD states 10.00 instead."])
    }

    @Test("One source counts once, however often it repeats itself")
    func repetition() {
        let ranking = decide([claim("10.00")] + (0..<9).map { _ in claim("12.00", .text, confidence: 60) })
        #expect(price(ranking) == "10.00")
    }

    @Test("Two prices with the same support are undecided, and both are named")
    func tie() {
        let ranking = decide([claim("10.00", .text, confidence: 80), claim("12.00", .text, confidence: 80)])
        guard case .undecided(let candidates) = ranking.decision else {
            Issue.record("decided")
            return
        }
        #expect(candidates.map(\.amount) == ["10.00", "12.00"])
    }

    @Test("Weak claims make no price")
    func weak() {
        guard case .none = decide([claim("10.00", .text, confidence: 20)]).decision else {
            Issue.record("decided")
            return
        }
    }

    @Test("List, unit, shipping, member and other prices are never the price")
    func kinds() {
        for kind in Candidate.Kind.allCases where kind != .current && kind != .from {
            guard case .none = decide([claim("10.00", kind: kind)]).decision else {
                Issue.record("\(kind)")
                return
            }
        }
    }

    @Test("The list price is higher than the price, and not absurdly so")
    func list() {
        let ranking = decide([
            claim("10.00"), claim("9.00", kind: .list), claim("15.00", kind: .list),
            claim("99999.00", .api, kind: .list),
        ])
        #expect(ranking.list?.amount == "15.00")
    }

    @Test("Digits with two meanings take the one that another source states")
    func meanings() {
        #expect(
            price(decide([claim("1.299", readings: ["1299", "1.299"]), claim("1299", .text, confidence: 30)]))
                == "1299.00"
        )
        guard case .undecided(let both) = decide([claim("1.299", readings: ["1299", "1.299"])]).decision else {
            Issue.record("decided")
            return
        }
        #expect(both.map(\.amount) == ["1299", "1.299"])
    }

    @Test("Every candidate has a verdict in words")
    func verdicts() {
        let ranking = decide([claim("10.00"), claim("12.00", .text, kind: .list, confidence: 50), claim("10", .meta)])
        #expect(ranking.candidates.map(\.verdict) == ["taken: JSON-LD, meta tags agree", "agrees", "a list price"])
    }

    @Test("Amounts compare by value, whatever zeros they carry")
    func order() {
        #expect(DecimalOrder.key("0010.50") == DecimalOrder.key("10.5"))
        #expect(DecimalOrder.isLess("9.99", "10"))
        #expect(!DecimalOrder.isLess("10.0", "10"))
        #expect(DecimalOrder.isLess("10", "10.01"))
    }
}
