import Foundation
import SalesCore
import SalesTesting
import Testing

/// `SALES_PRODUCT_DAYS=FIRST-LAST` names other days: `Scripts/campaign product_days` plays ten thousand of them.
@Suite("Days of a product whose page is sometimes wrong", .timeLimit(.minutes(600)))
struct ProductDayTests {
    private static let days: ClosedRange<UInt64> = {
        let bounds = ProcessInfo.processInfo.environment["SALES_PRODUCT_DAYS"]?.split(separator: "-").compactMap {
            UInt64($0)
        }
        guard let bounds, bounds.count == 2, bounds[0] <= bounds[1] else { return 0...5 }
        return bounds[0]...bounds[1]
    }()

    @Test(
        "tell nothing false, and each fall within three minutes, whatever price the page shows for one or two fetches"
    )
    func days() async throws {
        var (drops, glitches, slowest) = (0, 0, Duration.zero)
        for day in Self.days {
            let played = try await Self.play(day)
            drops += played.drops
            glitches += played.glitches
            slowest = max(slowest, played.slowest)
            for fault in played.faults.prefix(3) {
                Issue.record("day \(day): \(fault) (SALES_PRODUCT_DAYS=\(day)-\(day) runs it again)")
            }
        }
        print("product days: \(Self.days.count) days, \(drops) drops, \(glitches) glitches, slowest \(slowest)")
        #expect(drops >= Self.days.count, "a day without a drop shows little")
    }

    /// What came of a day.
    private struct Played {
        var drops = 0
        var glitches = 0
        var slowest = Duration.zero
        var faults: [String] = []
    }

    private static func play(_ day: UInt64) async throws -> Played {
        let bench = try TrackerBench(confirmations: ReadingGuard.Policy().confirmations)
        let shop = try GlitchyShop(seed: day, clock: bench.clock)
        bench.shop.script(shop.url, .custom { _ in shop.answer() })
        let end = bench.clock.now + .seconds(86_400)
        _ = try await bench.tracker.track(TrackRequest(url: shop.url.absoluteString, rule: .anyDrop))
        while bench.clock.now < end { try await bench.round() }
        var played = Played(drops: shop.drops.count, glitches: shop.shown.count)
        // Oldest first: a price may be fallen to twice.
        var told = Array(try await bench.alerts().reversed())
        for drop in shop.drops {
            let index = told.firstIndex { $0.facts.change.after.price == .gbp(drop.price) && $0.createdAt >= drop.at }
            guard let index, let acceptedAt = told[index].acceptedAt else {
                played.faults.append("the fall to \(drop.price) at \(drop.at) was not told")
                continue
            }
            let isHidden = shop.isHidden(drop)
            if !isHidden { played.slowest = max(played.slowest, acceptedAt - drop.at) }
            if !isHidden, acceptedAt - drop.at > TellingReport.promise {
                let way = told[index].facts.change
                played.faults.append(
                    "the fall at \(drop.at), seen at \(way.seenAt) and confirmed at \(way.confirmedAt), was told late, "
                        + "shown: \(shop.shown)"
                )
            }
            told.remove(at: index)
        }
        played.faults += told.map { "told \(String(describing: $0.facts.change.after.price)), shown: \(shop.shown)" }
        return played
    }
}
