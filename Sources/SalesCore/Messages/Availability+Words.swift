extension Availability {
    /// The availability in words: "in stock", "can be pre-ordered", "not stated".
    public var words: String {
        switch self {
        case .inStock: "in stock"
        case .outOfStock: "out of stock"
        case .preorder: "can be pre-ordered"
        case .backorder: "can be ordered, delivered when it comes in"
        case .discontinued: "sold no more"
        case .unknown: "not stated"
        }
    }

    /// The availability as what is said of a product: "is in stock", "can be pre-ordered"; nil where nothing is stated.
    public var statement: String? {
        switch self {
        case .inStock, .outOfStock, .discontinued: "is \(words)"
        case .preorder, .backorder: words
        case .unknown: nil
        }
    }
}
