import SalesCore

/// What a rule would have told, for programs.
struct RulePreviewJSON: Encodable {
    let productId: Int64
    let rule: String
    let days: Int
    let coolDown: String?
    let begin: String?
    let changes: Int
    let firings: [FiringJSON]
    let lowest: MoneyJSON?
    let lowestAt: String?
    let enough: MoneyJSON?

    init(_ product: Product, _ rule: Rule, _ preview: RulePreview, days: Int, coolDown: Duration?) {
        productId = product.id.rawValue
        self.rule = rule.text
        self.days = days
        self.coolDown = coolDown.map(DurationText.text)
        begin = preview.begin?.description
        changes = preview.changeCount
        firings = preview.firings.map { FiringJSON($0) }
        lowest = preview.lowest.map { MoneyJSON($0.price) }
        lowestAt = preview.lowest?.at.description
        enough = preview.enough.map(MoneyJSON.init)
    }
}
