import HTTPTypes
import SalesCore
import SalesTesting
import Synchronization

/// A shop of one product for a day: its price changes every one to four hours, and once one or two fetches in a row show
/// something else.
final class GlitchyShop: Sendable {
    /// A price that fell.
    struct Drop: Hashable, Sendable {
        let at: Timestamp
        let price: Int64
    }

    private struct State {
        var fetches = 0
        var shown: [(glitch: Glitch, at: Timestamp)] = []
    }

    /// What a fetch shows in place of the truth.
    enum Glitch: CaseIterable, Sendable {
        case nothing, tenth, hundredth, thousandth, currency, variant, formerPrice, captcha

        fileprivate static func random(using random: inout SeededRandom) -> Glitch {
            allCases[Int.random(in: 0..<allCases.count, using: &random)]
        }
    }

    let url: PageURL
    /// From when on which price holds, in pence; the last that has begun.
    let prices: [(from: Timestamp, price: Int64)]
    private let clock: ManualClock
    private let glitches: [Int: Glitch]
    private let state = Mutex(State())

    /// - Parameter seed: decides all.
    init(seed: UInt64, clock: ManualClock) throws {
        var random = SeededRandom(seed: seed)
        url = try PageURL("https://shop.example/p/1")
        self.clock = clock
        let day = Duration.seconds(86_400)
        var (prices, moment) = ([(from: clock.now, price: Int64.random(in: 30_00...90_00, using: &random))], clock.now)
        while true {
            moment = moment + .seconds(Int64.random(in: 4_200...14_400, using: &random))
            guard moment - clock.now < day - .seconds(600), let last = prices.last?.price else { break }
            let isDrop = last > 20_00 && Bool.random(using: &random)
            let share = isDrop ? Int64.random(in: 50...90, using: &random) : .random(in: 110...150, using: &random)
            prices.append((moment, last * share / 100))
        }
        self.prices = prices
        let first = Int.random(in: 1...1_300, using: &random)
        let (some, other) = (Glitch.random(using: &random), Glitch.random(using: &random))
        // Alone, twice the same, or two of any kinds.
        let burst = [[some], [some, some], [some, other]][Int.random(in: 0..<3, using: &random)]
        glitches = Dictionary(uniqueKeysWithValues: zip(first..., burst))
    }

    /// The falls of the day.
    var drops: [Drop] {
        zip(prices, prices.dropFirst()).filter { $1.price < $0.price }.map { Drop(at: $1.from, price: $1.price) }
    }

    /// What was shown in place of the truth.
    var shown: [(glitch: Glitch, at: Timestamp)] { state.withLock { $0.shown } }

    /// Whether a wall kept a price that fell then from being seen: two in a row are left in peace for a quarter of an hour.
    func isHidden(_ drop: Drop) -> Bool {
        shown.contains { $0.glitch == .captcha && ($0.at - drop.at).isWithin(.seconds(1_200)) }
    }

    /// What a fetch gets now.
    func answer() -> ScriptedFetcher.Answer {
        let price = prices.last { $0.from <= clock.now }?.price ?? 0
        let glitch = state.withLock { state in
            defer { state.fetches += 1 }
            let glitch = glitches[state.fetches]
            if let glitch { state.shown.append((glitch, clock.now)) }
            return glitch
        }
        return switch glitch {
        case nil: page(price)
        case .nothing: page(0)
        case .tenth: page(price / 10)
        case .hundredth: page(price / 100)
        case .thousandth: page(price / 1_000)
        case .currency: page(price * 9 / 10, "USD")
        case .variant: page(price * 4 / 5)
        case .formerPrice: page(price * 5 / 4)
        case .captcha: .page("<title>Are you a robot?</title><h1>Solve the captcha</h1>", at: url, status: .forbidden)
        }
    }

    private func page(_ price: Int64, _ currency: String = "GBP") -> ScriptedFetcher.Answer {
        .page(
            """
            <!doctype html><html lang="en"><title>Kettle</title><script type="application/ld+json">{"@type":"Product",
            "name":"Kettle","offers":{"@type":"Offer","price":"\(Money.gbp(price).decimal)","priceCurrency":"\(currency)",
            "availability":"https://schema.org/InStock"}}</script><h1>Kettle</h1></html>
            """,
            at: url
        )
    }
}

extension Duration {
    /// Whether it is no longer than another, in either direction.
    fileprivate func isWithin(_ other: Duration) -> Bool { (.zero - other...other).contains(self) }
}
