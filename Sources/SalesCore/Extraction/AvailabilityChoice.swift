/// Decides what a page's sources say together of availability.
///
/// Structured data goes first, yet it is often crude: shops write "out of stock" where they take orders for later, and
/// "in stock" into every page. So plainer words beside the product refine it, and contradict it where nothing can be bought.
struct AvailabilityChoice {
    let availability: Availability
    /// What is worth saying where sources disagree.
    private(set) var note: String?

    init(structured: Availability, visible: VisibleAvailability, state: Availability) {
        guard structured != .unknown else {
            availability = visible.availability == .unknown ? state : visible.availability
            return
        }
        let isPossible = visible.said.canBeOrdered ?? false || !visible.hasButton
        guard Self.mayRefine(structured, visible.said), visible.isPlain, isPossible else {
            availability = structured
            return
        }
        availability = visible.said
        note = "By the page's data: \(structured.words); by its text: \(availability.words)."
    }

    /// Whether words may know better than structured data.
    static func mayRefine(_ structured: Availability, _ said: Availability) -> Bool {
        switch (structured, said) {
        case (.outOfStock, .backorder), (.outOfStock, .preorder), (.inStock, .preorder), (.inStock, .outOfStock),
            (.inStock, .discontinued):
            true
        default: false
        }
    }
}
