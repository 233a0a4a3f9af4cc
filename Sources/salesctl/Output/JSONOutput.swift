import Foundation
import SalesCore

/// JSON for programs: keys in snake case and in a fixed order, amounts as decimal strings, times in ISO 8601.
enum JSONOutput {
    static func text(_ value: some Encodable, isPretty: Bool = true) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting =
            isPretty ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// An amount for programs.
struct MoneyJSON: Encodable {
    let amount: String
    let currency: String

    init(_ money: Money) {
        amount = money.decimal
        currency = money.currency.code
    }
}

/// A product for programs.
struct ProductJSON: Encodable {
    let id: Int64
    let url: String
    let selection: String
    let name: String
    let image: String?
    let price: MoneyJSON?
    let listPrice: MoneyJSON?
    let availability: String
    let isGone: Bool
    let rule: RuleJSON?
    let isPaused: Bool
    let interval: String?
    let coolDown: String?
    let isInDigest: Bool
    let lastCheckAt: String?
    let lastReadAt: String?
    let nextCheckAt: String
    let outcome: String?
    let reason: String?
    let isConfirming: Bool

    init(_ product: Product, _ subscription: Subscription?) {
        let state = product.state
        id = product.id.rawValue
        url = product.url.absoluteString
        selection = product.selection.text
        name = product.name
        image = state.image?.absoluteString
        price = state.price.map(MoneyJSON.init)
        listPrice = state.listPrice.map(MoneyJSON.init)
        availability = state.availability.rawValue
        isGone = state.isGone
        rule = subscription.map { RuleJSON($0) }
        isPaused = subscription?.isPaused ?? true
        interval = subscription?.interval.map(DurationText.text)
        coolDown = subscription?.coolDown.map(DurationText.text)
        isInDigest = subscription?.isInDigest ?? false
        lastCheckAt = state.lastCheckAt?.description
        lastReadAt = state.lastReadAt?.description
        nextCheckAt = product.nextCheckAt.description
        outcome = state.outcome?.rawValue
        reason = state.reason
        isConfirming = state.quarantine != nil
    }
}

/// A rule for programs.
struct RuleJSON: Encodable {
    let text: String
    let reference: MoneyJSON?
    let threshold: MoneyJSON?
    let words: String

    init(_ subscription: Subscription) {
        let rule = subscription.rule
        let reference = subscription.memory.reference
        text = rule.text
        self.reference = reference.map(MoneyJSON.init)
        threshold = rule.threshold(reference: reference).map(MoneyJSON.init)
        words = RuleWords.text(rule, reference: reference)
    }
}
