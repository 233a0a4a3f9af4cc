/// A time at which a rule would have told, for programs.
package struct FiringJSON: Encodable, Sendable {
    let at: String
    let notBefore: String?
    let kind: String
    let price: MoneyJSON?
    let oldPrice: MoneyJSON?

    enum CodingKeys: String, CodingKey {
        case at
        case notBefore = "not_before"
        case kind, price
        case oldPrice = "old_price"
    }

    /// One of the times that a preview found.
    package init(_ firing: RulePreview.Firing) {
        at = firing.at.description
        notBefore = firing.notBefore?.description
        kind = firing.kind.rawValue
        price = firing.price.map { MoneyJSON($0) }
        oldPrice = firing.was.map { MoneyJSON($0) }
    }
}
