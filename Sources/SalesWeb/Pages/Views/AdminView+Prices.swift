import Foundation
import SalesCore

extension AdminView.Market {
    /// How many days of a price are drawn.
    static let days: Int64 = 30

    /// What prices do.
    ///
    /// - Parameters:
    ///   - changes: the newest changes of all products, the newest first; those of anything but the price are left out.
    ///   - products: those with the most followers, in that order.
    ///   - histories: the prices of each of these on the last ``days`` days.
    ///   - now: when they are shown.
    ///   - zone: by whose clock moments are written.
    ///   - locale: in which language's way amounts are.
    init(
        _ changes: [LatestEvent],
        popular products: [Product],
        histories: [ProductID: [DailyPrices]],
        now: Timestamp,
        zone: TimeZone,
        locale: String?
    ) {
        let latest = changes.compactMap { AdminView.Price($0, zone: zone, locale: locale) }
        self.init(
            latest: latest,
            hasNone: latest.isEmpty,
            popular: products.map { product in
                AdminView.Popular(product, histories[product.id] ?? [], now: now, zone: zone)
            }
        )
    }
}

extension AdminView.Price {
    /// A price that changed; nil where something else did.
    init?(_ latest: LatestEvent, zone: TimeZone, locale: String?) {
        let (change, product) = (latest.event.change, latest.product)
        guard let price = change.after.price, price != change.before.price else { return nil }
        self.init(
            at: change.confirmedAt.description,
            date: TimestampWords.minute(change.confirmedAt, zone: zone),
            name: product.name,
            shop: product.url.site,
            price: MoneyFormat.text(price, locale: locale),
            change: change.before.price.flatMap { Self.change(from: $0, to: price, locale: locale) }
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
