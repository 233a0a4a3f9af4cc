import SalesCore

/// What a rule would have told, for programs, as at the terminal.
struct RulePreviewJSON: Encodable {
    let productID: Int64
    let rule: String
    let days: Int
    let coolDownSeconds: Double?
    let begin: String?
    let changes: Int
    /// How often it would have told.
    let firingCount: Int
    /// The newest times, oldest first.
    let firings: [FiringJSON]
    let lowest: MoneyJSON?
    let lowestAt: String?
    let enough: MoneyJSON?

    enum CodingKeys: String, CodingKey {
        case productID = "product_id"
        case rule, days
        case coolDownSeconds = "cool_down_seconds"
        case begin, changes
        case firingCount = "firing_count"
        case firings, lowest
        case lowestAt = "lowest_at"
        case enough
    }

    init(_ product: ProductID, _ rule: Rule, _ preview: RulePreview, days: Int, coolDown: Duration?) {
        productID = product.rawValue
        self.rule = rule.text
        self.days = days
        coolDownSeconds = coolDown?.seconds
        begin = preview.begin?.description
        changes = preview.changeCount
        firingCount = preview.firings.count
        firings = preview.firings.suffix(Self.maximumFirings).map { FiringJSON($0) }
        lowest = preview.lowest.map { MoneyJSON($0.price) }
        lowestAt = preview.lowest?.at.description
        enough = preview.enough.map(MoneyJSON.init)
    }

    /// The most times that are listed.
    static let maximumFirings = 200
}
