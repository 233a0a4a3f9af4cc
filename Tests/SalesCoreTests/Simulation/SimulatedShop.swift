import HTTPTypes
import SalesCore
import SalesTesting
import Synchronization

/// A shop whose products' prices are known for all time, and whose pages sometimes show something else.
final class SimulatedShop: Sendable {
    /// What is true of a product from a moment on.
    struct Truth: Hashable, Sendable {
        let from: Timestamp
        /// Whole pounds, in pence: what a glitch shows never is.
        let price: Int64
        let isInStock: Bool
    }

    /// What some fetches in a row show.
    private struct Glitch {
        let kind: Int
        let odd: Int64
    }

    private struct State {
        var random: SeededRandom
        /// How many of the next fetches of a product show a glitch, the same one.
        var glitches: [PageURL: Int] = [:]
        var present: [PageURL: Glitch] = [:]
        var seen: Set<PageURL> = []
        var isWell = false
    }

    let urls: [PageURL]
    /// What is true of each product, oldest first.
    let truths: [PageURL: [Truth]]
    private let clock: ManualClock
    private let state: Mutex<State>

    /// A shop of a seed, for a time after which nothing changes any more.
    init(seed: UInt64, products: Int, clock: ManualClock, until end: Timestamp) throws {
        var random = SeededRandom(seed: seed)
        var truths: [PageURL: [Truth]] = [:]
        urls = try (0..<products).map { try PageURL("https://shop.example/p/\($0)") }
        for url in urls { truths[url] = Self.history(&random, from: clock.now, until: end) }
        self.truths = truths
        self.clock = clock
        state = Mutex(State(random: random))
    }

    private static func history(_ random: inout SeededRandom, from start: Timestamp, until end: Timestamp) -> [Truth] {
        var truths = [Truth(from: start, price: 100 * .random(in: 40...100, using: &random), isInStock: true)]
        while let last = truths.last {
            // Some changes are too short to be seen, most last for a while.
            let length = Duration.seconds(Int64.random(in: 20...2_400, using: &random))
            let from = last.from + length
            guard from < end else { break }
            let share = Int64.random(in: 50...150, using: &random)
            let price = max(1_000, last.price * share / 100 / 100 * 100)
            truths.append(Truth(from: from, price: price, isInStock: .random(in: 0..<8, using: &random) > 0))
        }
        return truths
    }

    /// What is true of a product at a moment.
    func truth(of url: PageURL, at moment: Timestamp) -> Truth? {
        truths[url]?.last { $0.from <= moment }
    }

    /// How long each truth of a product lasted.
    func spans(of url: PageURL, until end: Timestamp) -> [(truth: Truth, length: Duration)] {
        let all = truths[url] ?? []
        let ends = all.dropFirst().map(\.from) + [end]
        return zip(all, ends).map { ($0, $1 - $0.from) }
    }

    /// Ends all glitches for good.
    func recover() { state.withLock { $0.isWell = true } }

    /// How many fetches are well between two bursts of glitches at least.
    private static let wellBetween = 3

    /// What a fetch gets now.
    func answer(_ url: PageURL) -> ScriptedFetcher.Answer {
        let now = clock.now
        guard let truth = truth(of: url, at: now) else { return .page("", at: url, status: .notFound) }
        let glitch = state.withLock { state -> Glitch? in
            // What a person sees when asking is true: whoever tracks a product looks at it.
            guard state.seen.insert(url).inserted == false, !state.isWell else { return nil }
            let left = state.glitches[url, default: 0]
            state.glitches[url] = left - 1
            guard left > 0 else {
                // One or two in a row, and never two such bursts at once.
                if left < -Self.wellBetween, Int.random(in: 0..<12, using: &state.random) == 0 {
                    state.glitches[url] = Int.random(in: 1...2, using: &state.random)
                    state.present[url] = Glitch(
                        kind: .random(in: 0..<9, using: &state.random),
                        odd: .random(in: 1...99, using: &state.random)
                    )
                }
                return nil
            }
            return state.present[url]
        }
        return glitch.map { self.glitch($0, url, truth) } ?? page(url, price: truth.price, isInStock: truth.isInStock)
    }

    /// A price of nothing, a slipped point, another currency, another variant, a wall, an error, an empty page.
    private func glitch(_ glitch: Glitch, _ url: PageURL, _ truth: Truth) -> ScriptedFetcher.Answer {
        switch glitch.kind {
        case 0: return page(url, price: 0, isInStock: true)
        case 1: return page(url, price: truth.price / 10, isInStock: true)
        case 2: return page(url, price: truth.price / 100, isInStock: true)
        case 3: return page(url, price: truth.price * 10, isInStock: true)
        case 4: return page(url, price: truth.price * 4 / 5 + glitch.odd, currency: "USD", isInStock: true)
        case 5: return page(url, price: truth.price * 4 / 5 / 100 * 100 + glitch.odd, isInStock: true)
        case 6:
            return .page(
                "<title>Are you a robot?</title><h1>Please solve the captcha</h1>",
                at: url,
                status: .forbidden
            )
        case 7: return .page("<h1>Service unavailable</h1>", at: url, status: .serviceUnavailable)
        default: return .failure(FetchError(.timeout, advice: .later(after: nil), message: "no answer"))
        }
    }

    private func page(_ url: PageURL, price: Int64, currency: String = "GBP", isInStock: Bool) -> ScriptedFetcher.Answer
    {
        let amount = Money.gbp(price).decimal
        let stock = isInStock ? "InStock" : "OutOfStock"
        return .page(
            """
            <!doctype html><html lang="en"><title>Kettle</title><script type="application/ld+json">{"@type":"Product",
            "name":"Kettle","offers":{"@type":"Offer","price":"\(amount)","priceCurrency":"\(currency)",
            "availability":"https://schema.org/\(stock)"}}</script><h1>Kettle</h1></html>
            """,
            at: url
        )
    }
}
