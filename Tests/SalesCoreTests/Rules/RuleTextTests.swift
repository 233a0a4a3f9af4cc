import Foundation
import SalesTesting
import Testing

@testable import SalesCore

@Suite("A rule is a text")
struct RuleTextTests {
    @Test(
        "that reads back as the same rule",
        arguments: [
            (Rule.anyDrop, "any drop"), (.anyChange, "any change"), (.below(.gbp(40_00)), "below 40.00 GBP"),
            (.dropByShare(basisPoints: 1_250), "down 12.5% since last alert"),
            (.dropByShare(basisPoints: 1, than: .asked), "down 0.01% since asked"),
            (
                .dropByAmount(Sample.money(5_000, "JPY"), than: .highest(days: 30)),
                "down 5000 JPY since highest in 30 days"
            ),
            (.lowest(days: 90), "lowest in 90 days"), (.lowest(days: nil), "lowest ever"),
            (.backInStock, "back in stock"), (.soldOut, "sold out"), (.gone, "gone"),
        ]
    )
    func single(rule: Rule, text: String) throws {
        #expect(rule.text == text)
        #expect(try Rule(text: text) == rule)
    }

    @Test("of which “and” binds closer than “or”")
    func combined() throws {
        let rule = try Rule(text: "below 40.00 GBP and back in stock or gone")
        #expect(rule.alternatives == [[.below(.gbp(40_00)), .backInStock], [.gone]])
        #expect(rule.text == "below 40.00 GBP and back in stock or gone")
    }

    @Test("that random rules of every kind survive", arguments: 0..<50)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rule = try #require(Rule(Self.alternatives(&random)))
        #expect(try Rule(text: rule.text) == rule)
    }

    @Test(
        "that people may write more loosely",
        arguments: [
            ("Below 40 and in stock, or lowest in 90 days", "below 40.00 GBP and back in stock or lowest in 90 days"),
            ("drop 10 %", "down 10% since last alert"), ("DROP 5.5 gbp since subscribed", "down 5.50 GBP since asked"),
            ("under 9.99", "below 9.99 GBP"), ("sold-out or page gone", "sold out or gone"),
            ("  change  ", "any change"), ("lowest", "lowest ever"), ("lowest in 1 day", "lowest in 1 days"),
            ("down 3.00 since highest in 7 days", "down 3.00 GBP since highest in 7 days"),
            ("drop 5% since highest-30d", "down 5% since highest in 30 days"),
            ("drop 5 GBP since highest 30d", "down 5.00 GBP since highest in 30 days"),
            ("drop by £5 from the highest price of the last 30 days", "down 5.00 GBP since highest in 30 days"),
            ("drop 250", "down 250.00 GBP since last alert"), ("lowest-90d", "lowest in 90 days"),
            ("lowest of the last 90 days", "lowest in 90 days"), ("less than £40", "below 40.00 GBP"),
            ("below 40gbp", "below 40.00 GBP"), ("below £ 40 or cheaper than 30", "below 40.00 GBP or below 30.00 GBP"),
        ]
    )
    func loose(text: String, canonical: String) throws {
        #expect(try RuleRequest(text: text).resolved(in: .gbp).text == canonical)
    }

    @Test(
        "that says which part it cannot read",
        arguments: [
            ("", "empty part"), ("below", "below"), ("below 40 and", "empty part"), ("or gone", "empty part"),
            ("cheap", "cheap"), ("below forty", "below forty"), ("below 40 XXX", "below 40 xxx"),
            ("down 10% since ever", "since ever"), ("lowest in ten days", "ten"), ("below 1 2 3", "below 1 2 3"),
            ("down 10% since", "since"), ("\u{202E}gone\u{7}", "gone"),
        ]
    )
    func unreadable(text: String, part: String) {
        #expect { try RuleRequest(text: text) } throws: { error in
            let words = (error as? RuleRequest.Invalid)?.description ?? ""
            return words.lowercased().contains(part) && words.contains("lowest in 30 days")
                && !words.contains("\u{202E}")
        }
    }

    @Test(
        "that asks which is meant where a bare number may be a share or an amount",
        arguments: ["drop 5", "down 12.5 since asked", "drop 5 since highest-30d", "drop by 99"]
    )
    func ambiguous(text: String) {
        #expect { try RuleRequest(text: text) } throws: { error in
            let words = (error as? RuleRequest.Invalid)?.description ?? ""
            return words.contains("may mean a share or an amount") && words.contains("% or drop ")
        }
    }

    @Test(
        "that is asked after where its words are mistyped",
        arguments: [
            ("belwo 5", "Did you mean “below 5”?"), ("below 5 adn in stock", "Did you mean “below 5 and in stock”?"),
            ("drop 5% sinc asked or gnoe", "Did you mean “drop 5% since asked or gone”?"),
            ("lowset in 30 dyas", "Did you mean “lowest in 30 days”?"),
            ("bakc in stokc", "Did you mean “back in stock”?"), ("belwo 5 byn", "Did you mean “below 5 byn”?"),
            ("below 5 inr adn gone", "Did you mean “below 5 inr and gone”?"),
            ("drop 5% since subscribd", "Did you mean “drop 5% since subscribed”?"),
        ]
    )
    func mistyped(text: String, question: String) {
        #expect { try RuleRequest(text: text) } throws: { error in
            (error as? RuleRequest.Invalid)?.description.hasSuffix("is no condition. \(question)") == true
        }
    }

    @Test(
        "that is refused beyond its limits",
        arguments: [
            Array(repeating: "gone", count: 9).joined(separator: " or "),
            Array(repeating: "gone", count: 5).joined(separator: " and "), "lowest in 0 days", "lowest in 3651 days",
            "down 10% since highest in 0 days", "down 100%", "below 0", "down 0.00 since asked",
            String(repeating: "gone or ", count: 300) + "gone",
        ]
    )
    func limits(text: String) {
        #expect(throws: RuleRequest.Invalid.self) { try RuleRequest(text: text).resolved(in: .gbp) }
    }

    @Test("whose amounts of another currency than the page's are refused, with both named")
    func otherCurrency() {
        #expect { try RuleRequest(text: "below 40 EUR").resolved(in: .gbp) } throws: { error in
            let words = (error as? RuleRequest.Invalid)?.description ?? ""
            return words.contains("EUR") && words.contains("GBP")
        }
    }

    @Test("joined of parts, each of which may have alternatives of its own")
    func joined() throws {
        let parts = [try RuleRequest(text: "below 40 or gone"), .backInStock]
        #expect(try RuleRequest.any(of: parts)?.resolved(in: .gbp).text == "below 40.00 GBP or gone or back in stock")
        #expect(
            try RuleRequest.all(of: parts)?.resolved(in: .gbp).text
                == "below 40.00 GBP and back in stock or gone and back in stock"
        )
        #expect(RuleRequest.any(of: []) == nil)
        #expect(RuleRequest.all(of: []) == nil)
    }

    @Test("of alerts that were made before rules had alternatives is read as well")
    func former() throws {
        let decoder = JSONDecoder()
        let former: [(String, Rule)] = [
            (#"{"anyDrop":{}}"#, .anyDrop), (#"{"backInStock":{}}"#, .backInStock),
            (#"{"below":{"_0":{"minorUnits":4000,"currency":"GBP"}}}"#, .below(.gbp(40_00))),
            (#"{"dropByShare":{"basisPoints":1000}}"#, .dropByShare(basisPoints: 1_000)),
            (#"{"dropByAmount":{"_0":{"minorUnits":500,"currency":"GBP"}}}"#, .dropByAmount(.gbp(5_00))),
        ]
        for (json, rule) in former {
            #expect(try decoder.decode(Rule.self, from: Data(json.utf8)) == rule)
            let again = try JSONEncoder().encode(rule)
            #expect(try decoder.decode(Rule.self, from: again) == rule)
        }
        #expect(throws: DecodingError.self) { try decoder.decode(Rule.self, from: Data(#""cheap""#.utf8)) }
    }

    private static func alternatives(_ random: inout SeededGenerator) -> [Rule.Alternative] {
        (0..<Int.random(in: 1...Rule.maximumAlternatives, using: &random)).map { _ in
            (0..<Int.random(in: 1...Rule.maximumConditions, using: &random)).map { _ in condition(&random) }
        }
    }

    private static func condition(_ random: inout SeededGenerator) -> RuleCondition {
        let money = Sample.money(
            .random(in: 1...Int64.max, using: &random),
            ["GBP", "JPY", "KWD"].randomElement(using: &random) ?? "GBP"
        )
        let days = Int.random(in: 1...RuleCondition.maximumDays, using: &random)
        let baseline =
            [RuleCondition.Baseline.asked, .lastAlert, .highest(days: days)].randomElement(using: &random) ?? .asked
        let share = Int.random(in: 1...RuleCondition.maximumBasisPoints, using: &random)
        let all: [RuleCondition] = [
            .drop, .change, .below(money), .lowerByShare(basisPoints: share, than: baseline),
            .lowerByAmount(money, than: baseline), .lowest(days: days), .lowest(days: nil), .backInStock, .soldOut,
            .gone,
        ]
        return all.randomElement(using: &random) ?? .drop
    }

    @Test("a rule is read up to the longest text, and no further")
    func longest() {
        let longest = "any drop" + String(repeating: " ", count: RuleRequest.maximumTextLength - 8)
        #expect(throws: Never.self) { try RuleRequest(text: longest) }
        #expect(throws: RuleRequest.Invalid.self) { try RuleRequest(text: longest + " ") }
    }

    @Test("what a fall is measured from is read as behind “since”, and no longer ago than is kept")
    func baselines() {
        let baselines: [(String, RuleCondition.Baseline?)] = [
            ("last-alert", .lastAlert), ("Asked", .asked), ("highest-30d", .highest(days: 30)),
            ("highest in 3650 days", .highest(days: 3_650)), ("highest-3651d", nil), ("highest-0d", nil),
            ("highest", nil), ("lowest-30d", nil), ("", nil),
        ]
        for (text, baseline) in baselines { #expect(RuleCondition.Baseline(text: text) == baseline, "\(text)") }
    }
}
