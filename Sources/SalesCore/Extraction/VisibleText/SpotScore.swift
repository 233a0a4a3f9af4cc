import SalesHTML

/// Weighs the prices of a page: near the title, near the buy button, named as a price, and not one of a grid.
struct SpotScore {
    let page: PageText
    let heading: PageHeading
    let buttons: BuyButtons
    let cards: PriceCards
    /// How often each kind of place occurs.
    private let signatures: [String: Int]
    private let first: Int?
    /// Whether another price stands beside the first that nothing sets apart from it.
    private let hasTwin: Bool

    /// How many pieces of text apart two prices are twins.
    static let twinReach = 3

    static let gridReason = "is one of many alike"

    init(
        page: PageText,
        heading: PageHeading,
        buttons: BuyButtons,
        cards: PriceCards,
        spots: [PriceSpot]
    ) {
        self.page = page
        self.heading = heading
        self.buttons = buttons
        self.cards = cards
        var signatures: [String: Int] = [:]
        for spot in spots { signatures[Self.signature(spot.place, page), default: 0] += 1 }
        self.signatures = signatures
        let title = heading.run ?? 0
        let leader = spots.first { !$0.isAside && $0.kind == .current && $0.score >= 0 && $0.run >= title }
        first = leader?.run
        hasTwin =
            leader.map { leader in
                let kind = Self.signature(leader.place, page)
                return spots.contains { spot in
                    spot.run > leader.run && spot.run <= leader.run + Self.twinReach && spot.kind == .current
                        && !spot.isAside && spot.value.amount != leader.value.amount && spot.score == leader.score
                        && Self.signature(spot.place, page) == kind
                }
            } ?? false
    }

    func apply(to spots: inout [PriceSpot]) {
        for index in spots.indices {
            spots[index].add(20, "is a price")
            if spots[index].value.token != nil { spots[index].add(5, "has a currency sign") }
            addNearness(to: &spots[index])
            addGrid(to: &spots[index])
            addProminence(to: &spots[index])
        }
    }

    private func addNearness(to spot: inout PriceSpot) {
        if let title = heading.run {
            let distance = spot.run - title
            switch distance {
            case 0..<16: spot.add(25, "stands right below the title")
            case 16..<41: spot.add(20, "stands below the title")
            case 41..<101: spot.add(12, "stands some way below the title")
            case 101..<251: spot.add(5, "stands far below the title")
            case -15..<0: spot.add(12, "stands right above the title")
            case -40..<(-15): spot.add(4, "stands above the title")
            default: spot.add(-8, "stands far from the title")
            }
        } else {
            spot.add(5, "there is no title to measure from")
        }
        if spot.run == first, !hasTwin { spot.add(8, "is the first price") }
        if let near = buttons.runs.map({ abs($0 - spot.run) }).min(), near <= 30 {
            spot.isNearButton = true
            spot.add(near <= 10 ? 10 : 6, "stands near the buy button")
        }
    }

    private func addGrid(to spot: inout PriceSpot) {
        if let grid = cards.grid(around: spot.place) {
            spot.isInGrid = true
            return spot.add(-30, "stands in one of \(grid.count) cards alike")
        }
        if cards.isOfOtherProduct(spot.place) {
            spot.isInGrid = true
            spot.isAside = true
            return spot.add(-40, "stands with the picture and name of another product")
        }
        let alike = signatures[Self.signature(spot.place, page)] ?? 0
        if alike >= 4 { spot.add(-15, Self.gridReason) } else if alike == 3 { spot.add(-6, "is one of three alike") }
    }

    private func addProminence(to spot: inout PriceSpot) {
        if DecimalOrder.isZero(spot.value.amount) { spot.add(-30, "is zero") }
        if CleanText.folded(spot.text).split(separator: " ").contains(where: { $0 == "total" || $0 == "subtotal" }) {
            spot.add(-15, "is a total")
        }
        for place in page.tree.outwards(from: spot.place).prefix(3) {
            let node = page.tree.elements[place].node
            if node.isNamed("b") || node.isNamed("strong") || node.isNamed("h2") || node.isNamed("h3")
                || node.isNamed("big")
            {
                return spot.add(3, "is set in bold")
            }
        }
    }

    /// The kind of place: names and classes of the element and two around it.
    private static func signature(_ place: Int, _ page: PageText) -> String {
        page.tree.outwards(from: place).prefix(3).map { place in
            let node = page.tree.elements[place].node
            return "\(node.name).\(node.attribute("class", limit: 60) ?? "")"
        }.joined(separator: "<")
    }
}
