import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The fields that state a rule")
struct RuleFieldTests {
    private let bench = WebBench()

    private var desk: FollowingDesk {
        get throws { FollowingDesk(try bench.parts, bench.settings) }
    }

    private func fields(_ body: String) throws -> RuleFields {
        RuleFields(try #require(FormFields(Array("channel=email&channel=sms&\(body)".utf8))))
    }

    @Test(
        "show what was asked for before, and mean the same when they are sent back",
        arguments: [
            "any drop", "any change", "below 40.00 GBP", "down 10% since last alert", "down 12.5% since asked",
            "down 5.00 GBP since highest in 30 days", "down 5.00 GBP since last alert", "lowest in 90 days",
            "lowest ever", "back in stock", "sold out", "gone", "below 40.00 GBP and back in stock or gone",
            "down 10% since highest in 7 days",
        ],
        ["GBP", "EUR", ""]
    )
    func rounds(text: String, currency: String) throws {
        let rule = try Rule(text: text)
        let fields = RuleFields(
            FollowedSample.subscription(rule),
            channels: [.email, .sms],
            currency: Currency(code: currency)
        )
        let wished = try fields.meaning(at: try desk)
        // Amounts in another currency than the page's are for the tracker to refuse.
        let own = currency.isEmpty ? nil : Currency(code: "GBP")
        #expect(try wished.rule.resolved(in: own) == rule)
        #expect(wished.channels.isEmpty, "all that are set up are not named")
        #expect(wished.interval == nil && wished.coolDown == nil && !wished.isInDigest && !wished.tellsNow)
    }

    @Test("mean what the form says beside the rule")
    func rest() throws {
        let body = "rule=drop&channel=sms&interval=5m&cool_down=1d&in_digest=on&tell_now=on"
        let sent = FormFields(Array(body.utf8))
        let wished = try RuleFields(try #require(sent)).meaning(at: try desk)
        #expect(wished.interval == .seconds(300) && wished.coolDown == .seconds(86_400))
        #expect(wished.channels == [.sms] && wished.isInDigest && wished.tellsNow)
    }

    @Test(
        "name what is wrong beside the field where it stands",
        arguments: [
            ("rule=below", "below"), ("rule=below&below=cheap", "below"), ("rule=below&below=4+or+gone", "below"),
            ("rule=below&below=10%25", "below"), ("rule=fall", "fall"), ("rule=fall&fall=5%25", "fall"),
            ("rule=share", "share"), ("rule=share&share=0", "share"), ("rule=share&share=100", "share"),
            ("rule=share&share=x", "share"), ("rule=lowest&days=0", "days"), ("rule=lowest&days=x", "days"),
            ("rule=lowest&days=9999", "days"), ("rule=words", "words"), ("rule=words&words=cheap", "words"),
            ("rule=drop&interval=1s", "whole"), ("rule=drop&interval=soon", "whole"),
            ("rule=drop&cool_down=60w", "whole"), ("rule=drop&channel=pigeon", "whole"),
        ]
    )
    func faults(body: String, field: String) throws {
        let fields = try fields(body)
        let desk = try desk
        let found = #expect(throws: RuleFaults.self) { try fields.meaning(at: desk) }
        let faults = try #require(found)
        let said = [
            ("below", faults.below), ("share", faults.share), ("fall", faults.fall), ("days", faults.days),
            ("words", faults.words), ("whole", faults.whole),
        ].filter { $0.1 != nil }
        #expect(said.map(\.0) == [field], "\(faults)")
    }

    @Test("ask for a way to be told where there is one")
    func channels() throws {
        let sent = try #require(FormFields(Array("rule=drop".utf8)))
        let desk = try desk
        let faults = #expect(throws: RuleFaults.self) { try RuleFields(sent).meaning(at: desk) }
        #expect(faults?.whole == "Choose a way to be told.")
    }

    @Test("take what is refused later back to the field of the rule that was chosen")
    func refused() {
        let problem = Problem.wrong(member: "/rule/text", "No such fall.")
        #expect(RuleFaults(problem, kind: .fall).fall == "No such fall.")
        #expect(RuleFaults(problem, kind: .drop).whole == "No such fall.")
        #expect(RuleFaults(.wrong(member: "/interval_seconds", "Too short."), kind: .fall).whole == "Too short.")
        #expect(RuleFaults(.shopSlow, kind: .fall).whole == Problem.shopSlow.detail)
    }

    @Test("are shown with what is chosen, what the person can be told by, and what they had before")
    func form() throws {
        var subscription = FollowedSample.subscription(.below(Sample.pounds(4_000)))
        subscription.interval = .seconds(420)
        subscription.channels = [.sms]
        let fields = RuleFields(subscription, channels: [.email, .sms], currency: Currency(code: "GBP"))
        let form = RuleForm(fields, FollowedSample.offers, faults: RuleFaults(below: "No."))
        #expect(form.kind.below && !form.kind.drop && !form.isOther)
        #expect(form.below.value == "40.00" && form.below.error == "No." && form.currency == "GBP")
        #expect(form.channels.map(\.isOn) == [false, true])
        #expect(form.channels.map(\.name) == ["E-mail", "Text message"])
        #expect(form.channels.first?.note == "ann@example.org, not confirmed yet")
        #expect(form.channels.last?.note.hasPrefix("you have no address") == true)
        #expect(FollowedSample.offers.reaching == [.email])
        #expect(form.intervals.filter(\.isChosen).map(\.value) == ["7m"])
        #expect(form.intervals.map(\.value).first == "" && form.coolDowns.filter(\.isChosen).map(\.value) == [""])
    }

    @Test("offer no interval that is shorter than a person may ask for")
    func shortest() {
        let offers = RuleOffers(
            person: FollowedSample.person,
            channels: [],
            currency: nil,
            usual: .seconds(3_600),
            shortest: .seconds(900)
        )
        let form = RuleForm(RuleFields(channels: []), offers)
        #expect(form.intervals.map(\.value) == ["", "15m", "1h", "6h", "1d"])
    }

    @Test("a rule that is tried on a product without a past says whether it is true already")
    func untried() throws {
        let rule = try Rule(text: "below 40.00 GBP")
        let decider = RuleDecider()
        let met = RuleForm.Preview(of: rule, price: Sample.pounds(3_900), availability: .inStock, decider: decider)
        #expect(met.remarks.first == "Tell me when it costs less than £40.00.")
        #expect(met.remarks.last?.hasPrefix("It costs less than £40.00 already.") == true && !met.hasFirings)
        let not = RuleForm.Preview(of: rule, price: Sample.pounds(4_100), availability: .inStock, decider: decider)
        #expect(not.remarks.count == 1)
    }

    @Test("a preview counts what would have been told, the newest first")
    func preview() throws {
        let prices: [Int64] = [5_000, 3_900, 5_000, 3_800, 5_000]
        let rows = prices.enumerated().map { index, price in
            Sample.row(
                of: FollowedSample.id,
                Sample.pounds(price),
                at: FollowedSample.now - .seconds(86_400 * Int64(10 - index))
            )
        }
        let rule = try Rule(text: "below 40.00 GBP")
        let past = RecordedPast(rows: rows, days: [])
        let found = RulePreview(of: rule, over: past, from: FollowedSample.now - .seconds(86_400 * 90))
        let preview = RuleForm.Preview(found, of: rule, days: 90, for: FollowedSample.reader)
        #expect(preview.outcome == "It would have told you twice in the last 90 days.")
        #expect(preview.firings.map(\.said) == ["£38.00, was £50.00", "£39.00, was £50.00"])
        #expect(preview.remarks.first?.hasPrefix("The lowest price was £38.00") == true)
        let none = RulePreview(of: rule, over: RecordedPast(rows: [], days: []), from: FollowedSample.now)
        let empty = RuleForm.Preview(none, of: rule, days: 90, for: FollowedSample.reader)
        #expect(empty.outcome.hasPrefix("No prices are recorded yet") && empty.remarks.isEmpty)
    }
}
