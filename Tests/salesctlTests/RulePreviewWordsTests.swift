import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import salesctl

@Suite("What a rule would have told, in words")
struct RulePreviewWordsTests {
    private static let noon = Timestamp(milliseconds: 1_772_366_400_000)

    private static func lines(coolDown: Duration?) -> [String] {
        let rows = [5_000, 4_900, 4_800].enumerated().map { hour, price in
            PricePoint(
                productID: ProductID(rawValue: 1),
                observedAt: noon + .seconds(3_600 * hour),
                price: Sample.pounds(Int64(price)),
                availability: .inStock
            )
        }
        let past = RecordedPast(rows: rows, days: [])
        let preview = RulePreview(of: .anyDrop, over: past, from: noon, coolDown: coolDown)
        return words(preview, .anyDrop, coolDown: coolDown)
    }

    private static func words(_ preview: RulePreview, _ rule: Rule, coolDown: Duration? = nil) -> [String] {
        let clock = LocalClock(zone: TimeZone(secondsFromGMT: 3_600) ?? .gmt)
        return RulePreviewWords(preview: preview, rule: rule, days: 90, coolDown: coolDown, clock: clock).lines
    }

    @Test(
        "a rule about stock that would have told nothing gets no advice about prices",
        arguments: [Rule.soldOut, .gone]
    )
    func stock(rule: Rule) {
        let rows = [5_000, 4_000].enumerated().map { hour, price in
            PricePoint(
                productID: ProductID(rawValue: 1),
                observedAt: Self.noon + .seconds(3_600 * hour),
                price: Sample.pounds(Int64(price)),
                availability: .inStock
            )
        }
        let past = RecordedPast(rows: rows, days: [])
        let lines = Self.words(RulePreview(of: rule, over: past, from: Self.noon), rule)
        #expect(lines.last?.hasPrefix("The history has no moment at which that became so.") == true, "\(lines)")
        #expect(
            !lines.contains { $0.contains("--below") || $0.contains("lowest price") || $0.contains("did not fall") }
        )
        let dear = Self.words(
            RulePreview(of: .below(Sample.pounds(100)), over: past, from: Self.noon),
            .below(Sample.pounds(100))
        )
        #expect(dear.last == "--below 40.01 would have been enough.", "\(dear)")
    }

    @Test("what a cool-down keeps back is told only if it is still true then, so that the count is a most")
    func keptBack() {
        let rested = Self.lines(coolDown: .seconds(5_400))
        #expect(rested[0].hasSuffix(", not again for 90m after an alert"), "\(rested[0])")
        #expect(rested[1] == "It would have told you something at most twice in the last 90 days:", "\(rested[1])")
        #expect(rested[3].contains("(told at 2026-03-01 15:30 if it is still true)"), "\(rested[3])")
    }

    @Test("without a cool-down, or with none, the count is what it would have been", arguments: [nil, Duration.zero])
    func atOnce(coolDown: Duration?) {
        let lines = Self.lines(coolDown: coolDown)
        #expect(!lines[0].contains("not again"), "\(lines[0])")
        #expect(lines[1] == "It would have told you something twice in the last 90 days:", "\(lines[1])")
    }
}
