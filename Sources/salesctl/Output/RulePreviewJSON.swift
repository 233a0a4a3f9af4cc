import SalesCore

/// What a rule would have told, for programs.
struct RulePreviewJSON: Encodable {
    struct Firing: Encodable {
        let at: String
        let notBefore: String?
        let kind: String
        let price: MoneyJSON?
        let oldPrice: MoneyJSON?
    }

    let productId: Int64
    let rule: String
    let days: Int
    let coolDown: String?
    let begin: String?
    let changes: Int
    let firings: [Firing]
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
        firings = preview.firings.map { firing in
            Firing(
                at: firing.at.description,
                notBefore: firing.notBefore?.description,
                kind: firing.kind.rawValue,
                price: firing.price.map(MoneyJSON.init),
                oldPrice: firing.was.map(MoneyJSON.init)
            )
        }
        lowest = preview.lowest.map { MoneyJSON($0.price) }
        lowestAt = preview.lowest?.at.description
        enough = preview.enough.map(MoneyJSON.init)
    }
}
