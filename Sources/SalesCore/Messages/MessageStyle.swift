public import Foundation

/// How messages to one person are written.
public struct MessageStyle: Sendable {
    /// Whose clock times of day are written by.
    public var zone: TimeZone
    /// How numbers are written, a tag of BCP 47; nil for the English way.
    public var locale: String?
    /// Where one POST stops messages about a product, or about all without one; nil where there are no links.
    public var stopLink: @Sendable (ProductID?) -> PageURL?

    /// A style: UTC, English numbers, no links, unless given.
    public init(
        zone: TimeZone = .gmt,
        locale: String? = nil,
        stopLink: @escaping @Sendable (ProductID?) -> PageURL? = { _ in nil }
    ) {
        self.zone = zone
        self.locale = locale
        self.stopLink = stopLink
    }

    /// An amount as the person writes it.
    func text(_ money: Money) -> String { MoneyFormat.text(money, locale: locale) }

    /// A share as the person writes it.
    func percent(_ drop: PriceDrop) -> String { MoneyFormat.localized(drop.percent, locale: locale) }
}
