internal import Foundation
public import SalesCore

/// What a web hook receives: one JSON object, version 2.
///
/// | key | value |
/// |---|---|
/// | `version` | 2; grows when a key changes its meaning, not when one is added |
/// | `id` | the message's identifier, the same each time it is sent; also in the field `Idempotency-Key` |
/// | `text` | the message in one line, for services that show a line |
/// | `sent_at` | ISO 8601 in UTC with milliseconds |
/// | `alerts` | what is told: one object, or several in a digest |
///
/// Each of `alerts`:
///
/// | key | value |
/// |---|---|
/// | `type` | `drop`, `changed`, `back_in_stock`, `sold_out`, `gone`, `standing`, `currency_changed`, `broken` or `works_again` |
/// | `product` | `{"name", "url"}` |
/// | `price`, `old_price`, `list_price` | `{"amount": "39.99", "currency": "GBP"}` or null |
/// | `availability` | `in_stock`, `out_of_stock`, `preorder`, `backorder`, `discontinued` or `unknown` |
/// | `rule` | `{"text", "words", "reference"}`: what was asked as ``Rule/text`` (`below 40.00 GBP`), in words, and the price when it was asked or null |
/// | `old_price_last_read_at`, `seen_at`, `confirmed_at` | ISO 8601 in UTC with milliseconds |
/// | `unusually_low` | whether the price should be checked before it is believed |
///
/// Amounts are decimal strings, since JSON's numbers are floating point to most readers. The person's name and
/// addresses are not sent.
public struct WebhookPayload: Encodable, Sendable {
    /// The schema's version.
    public static let version = 2

    private let message: Message

    /// The payload of a message.
    public init(_ message: Message) {
        self.message = message
    }

    /// The object as UTF-8, keys in alphabetical order.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    private enum Key: String, CodingKey {
        case version, id, text, alerts
        case sentAt = "sent_at"
    }

    /// Writes the object; what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(Self.version, forKey: .version)
        try object.encode(message.id.rawValue, forKey: .id)
        try object.encode(ForeignText.line(message.subject, limit: ConsoleNotifier.maximumSubject), forKey: .text)
        try object.encode(Self.moment(message.createdAt), forKey: .sentAt)
        try object.encode(message.facts.map(AlertObject.init), forKey: .alerts)
    }

    private struct AlertObject: Encodable {
        let facts: Alert.Facts

        private enum Key: String, CodingKey {
            case type, product, price, availability, rule
            case oldPrice = "old_price"
            case listPrice = "list_price"
            case oldPriceLastReadAt = "old_price_last_read_at"
            case seenAt = "seen_at"
            case confirmedAt = "confirmed_at"
            case unusuallyLow = "unusually_low"
        }

        func encode(to encoder: any Encoder) throws {
            let change = facts.change
            let name = ForeignText.line(facts.productName, limit: Product.maximumNameLength)
            var object = encoder.container(keyedBy: Key.self)
            try object.encode(facts.kind.rawValue, forKey: .type)
            try object.encode(["name": name, "url": facts.url.absoluteString], forKey: .product)
            try object.encode(change.after.price.map(Amount.init), forKey: .price)
            try object.encode(change.before.price.map(Amount.init), forKey: .oldPrice)
            try object.encode(change.after.listPrice.map(Amount.init), forKey: .listPrice)
            try object.encode(change.after.availability.rawValue, forKey: .availability)
            try object.encode(RuleObject(rule: facts.rule, reference: facts.reference), forKey: .rule)
            try object.encode(WebhookPayload.moment(change.oldLastReadAt), forKey: .oldPriceLastReadAt)
            try object.encode(WebhookPayload.moment(change.seenAt), forKey: .seenAt)
            try object.encode(WebhookPayload.moment(change.confirmedAt), forKey: .confirmedAt)
            try object.encode(change.isUnusuallyLow, forKey: .unusuallyLow)
        }
    }

    /// Within the years that ISO 8601 writes with four digits.
    private static func moment(_ moment: Timestamp) -> String {
        let bounded = min(max(moment.milliseconds, -62_135_510_400_000), 253_402_214_400_000)
        return Timestamp(milliseconds: bounded).description
    }

    private struct Amount: Encodable {
        let amount: String
        let currency: String

        init(_ money: Money) {
            amount = money.decimal
            currency = money.currency.code
        }
    }

    private struct RuleObject: Encodable {
        let rule: Rule
        let reference: Money?

        private enum Key: String, CodingKey { case text, words, reference }

        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: Key.self)
            try object.encode(rule.text, forKey: .text)
            try object.encode(RuleWords.text(rule, reference: reference), forKey: .words)
            try object.encode(reference.map(Amount.init), forKey: .reference)
        }
    }
}
