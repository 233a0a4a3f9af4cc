import Foundation
import SalesCore

extension AdminView.Market {
    /// How many days of a price are drawn.
    static let days: Int64 = 30

    /// What the most followed products cost.
    ///
    /// - Parameters:
    ///   - products: those with the most followers, in that order.
    ///   - histories: the prices of each on the last ``days`` days.
    ///   - now: when they are shown.
    ///   - zone: by whose clock moments are written.
    ///   - locale: in which language's way amounts are.
    init(
        _ products: [Product],
        histories: [ProductID: [DailyPrices]],
        now: Timestamp,
        zone: TimeZone,
        locale: String?
    ) {
        let priced = products.filter { $0.state.price != nil && $0.state.priceSince != nil }
        let latest = priced.sorted { one, other in
            guard one.state.priceSince != other.state.priceSince else { return one.id < other.id }
            return (one.state.priceSince ?? now) > (other.state.priceSince ?? now)
        }
        self.init(
            latest: latest.compactMap { product in
                AdminView.Price(product, histories[product.id] ?? [], zone: zone, locale: locale)
            },
            popular: products.map { product in
                AdminView.Popular(product, histories[product.id] ?? [], now: now, zone: zone)
            }
        )
    }
}

extension AdminView.Price {
    /// The price of a product; nil where none is known.
    ///
    /// - Parameter history: its days, oldest first, by which it is known what it cost before.
    init?(_ product: Product, _ history: [DailyPrices], zone: TimeZone, locale: String?) {
        guard let price = product.state.price, let since = product.state.priceSince else { return nil }
        let before = history.last { $0.day <= since.utcDay && $0.close != price }?.close
        self.init(
            at: since.description,
            date: TimestampWords.minute(since, zone: zone),
            name: product.name,
            shop: product.url.site,
            price: MoneyFormat.text(price, locale: locale),
            change: before.flatMap { Self.change(from: $0, to: price, locale: locale) }
        )
    }

    private static func change(from old: Money, to new: Money, locale: String?) -> PageChange? {
        if let drop = PriceDrop(from: old, to: new) {
            return PageChange(
                tone: .good,
                icon: "down",
                direction: "fell by",
                text: "\(MoneyFormat.text(drop.amount, locale: locale)) (\(drop.percent))"
            )
        }
        guard let rise = PriceDrop(from: new, to: old) else { return nil }
        return PageChange(
            tone: .bad,
            icon: "up",
            direction: "rose by",
            text: MoneyFormat.text(rise.amount, locale: locale)
        )
    }
}

extension AdminView.Popular {
    /// A product by its followers.
    init(_ product: Product, _ history: [DailyPrices], now: Timestamp, zone: TimeZone) {
        let begin = Timestamp.start(ofUTCDay: now.utcDay - AdminView.Market.days + 1)
        let chart = PriceChart(
            of: product.name,
            history: .days(history),
            during: begin..<max(begin, now),
            now: now,
            zone: zone
        )
        self.init(
            name: product.name,
            shop: product.url.site,
            sparkline: Sparkline(chart).svg(prefix: "popular-\(product.id)"),
            followers: "\(product.activeFollowers)"
        )
    }
}
