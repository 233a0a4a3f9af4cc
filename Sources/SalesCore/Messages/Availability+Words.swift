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
}
