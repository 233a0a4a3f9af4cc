/// Whether the product can be had, in the words of schema.org's ItemAvailability.
///
/// Source: https://schema.org/ItemAvailability. `LimitedAvailability`, `OnlineOnly` and `InStoreOnly` are in stock;
/// `SoldOut` is out of stock; `PreSale` is a pre-order; `MadeToOrder` is a back order.
public enum Availability: String, Codable, Sendable, CaseIterable {
    /// Can be bought now.
    case inStock = "in_stock"
    /// Cannot be bought now.
    case outOfStock = "out_of_stock"
    /// Can be ordered before it is released.
    case preorder
    /// Can be ordered, and is delivered when it comes in.
    case backorder
    /// Is sold no more.
    case discontinued
    /// The page does not say.
    case unknown

    /// Whether an order is taken now; nil where the page does not say.
    public var canBeOrdered: Bool? {
        switch self {
        case .inStock, .preorder, .backorder: true
        case .outOfStock, .discontinued: false
        case .unknown: nil
        }
    }
}
