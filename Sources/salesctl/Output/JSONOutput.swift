import SalesCore

/// JSON for programs: as ``ProgramJSON`` has it.
enum JSONOutput {
    static func text(_ value: some Encodable, isPretty: Bool = true) throws -> String {
        try ProgramJSON.text(value, isPretty: isPretty)
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
