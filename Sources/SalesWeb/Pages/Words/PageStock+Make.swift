import SalesCore

extension PageStock {
    /// Whether a product can be had, as far as it is confirmed.
    init(_ state: ProductState) {
        if state.isGone {
            self.init(tone: .bad, text: "Gone")
        } else {
            self.init(state.availability)
        }
    }

    /// An availability in a word or two.
    init(_ availability: Availability) {
        switch availability {
        case .inStock: self.init(tone: .good, text: "In stock")
        case .outOfStock: self.init(tone: .bad, text: "Out of stock")
        case .preorder: self.init(tone: .warn, text: "Pre-order")
        case .backorder: self.init(tone: .warn, text: "Back order")
        case .discontinued: self.init(tone: .bad, text: "Sold no more")
        case .unknown: self.init(tone: .quiet, text: "Not stated")
        }
    }
}
