import SalesCore

extension ProductsView {
    /// A page of a person's products.
    ///
    /// - Parameters:
    ///   - products: the page, with the prices of ``recentDays(at:)``.
    ///   - query: what was asked for.
    ///   - isFirst: whether no page stands before it.
    ///   - pace: how often a product is really checked, in words (``PaceWords``).
    init(
        _ products: Page<FollowedProduct>,
        of query: ProductsQuery,
        isFirst: Bool,
        pace: (FollowedProduct) -> String?,
        page: PageFrame,
        for reader: Reader
    ) {
        let isEmpty = products.elements.isEmpty
        let followsNothing = isEmpty && isFirst && !query.isNarrow
        self.init(
            page: page,
            summary: Self.summary(products, of: query, isFirst: isFirst),
            empty: !isEmpty ? nil : followsNothing ? .first : .noneFound,
            tools: followsNothing ? nil : Tools(query),
            list: isEmpty
                ? nil
                : List(
                    rows: products.elements.map { Row($0, pace: pace($0), for: reader) },
                    next: products.next.map { query.path(after: $0) }
                )
        )
    }

    /// The UTC days of history that a list shows: the last thirty, with today.
    static func recentDays(at now: Timestamp) -> Range<Int64> { (now.utcDay - 29)..<(now.utcDay + 1) }

    private static func summary(
        _ products: Page<FollowedProduct>,
        of query: ProductsQuery,
        isFirst: Bool
    ) -> String {
        let count = products.elements.count
        let number = CountedNoun.text(count, "product")
        guard isFirst, products.next == nil else {
            return products.next == nil ? "The last \(number)" : "\(number) on this page, and there are more"
        }
        guard !query.isNarrow else { return "\(number) \(count == 1 ? "matches" : "match")" }
        let unread = products.elements.count { $0.product.state.consecutiveFailures > 0 }
        guard unread > 0 else { return number }
        return count == 1 ? "1 product, which could not be read" : "\(number), \(unread) of them could not be read"
    }
}

extension ProductsView.Tools {
    init(_ query: ProductsQuery) {
        self.init(
            filters: FollowedFilter.State.shown.map { state in
                PageLink(name: state.name, path: query.of(state).path(), isCurrent: state == query.state)
            },
            filter: query.state == .any ? nil : query.state.rawValue,
            search: query.search ?? "",
            sorts: FollowedOrder.allCases.map { order in
                PageChoice(value: order.rawValue, name: order.name, isChosen: order == query.order)
            }
        )
    }
}

extension ProductsView.Row {
    init(_ followed: FollowedProduct, pace: String?, for reader: Reader) {
        let (product, state) = (followed.product, followed.product.state)
        let name = ProductWords.name(product)
        let lowest = Self.lowest(of: state, among: followed.recent)
        self.init(
            id: product.id.description,
            name: name,
            initial: ProductWords.initial(of: name),
            image: ProductWords.picture(state.image),
            shop: ProductWords.shop(followed.website),
            rule: RuleWords.short(followed.subscription.rule),
            badges: ProductWords.badges(product, followed.subscription),
            problem: ProductWords.problem(state, for: reader),
            sparkline: Self.sparkline(followed, name: name, for: reader),
            price: state.price.map(reader.money) ?? "—",
            change: state.price.flatMap { price in
                followed.recent.first.flatMap { PageChange(from: $0.open, to: price, for: reader) }
            },
            lowest: lowest.map { reader.money($0.price) } ?? "—",
            lowestOn: lowest?.day.map(Reader.utcDay),
            availability: PageStock(state),
            checked: ProductsView.Checked(state.lastCheckAt, for: reader),
            pace: pace.map { "every \($0)" }
        )
    }

    /// The lowest price that is known, in the currency of the present one, and its day where that is a recent one.
    private static func lowest(of state: ProductState, among recent: [DailyPrices]) -> (price: Money, day: Int64?)? {
        guard let currency = (state.price ?? state.lowestPrice)?.currency else { return nil }
        let days = recent.filter { $0.low.currency == currency }
        let low = days.min { $0.low.minorUnits < $1.low.minorUnits }
        let kept = state.lowestPrice.flatMap { $0.currency == currency ? $0 : nil }
        guard let low else { return kept.map { (price: $0, day: nil) } }
        guard let kept, kept.isLess(than: low.low) else { return (low.low, low.day) }
        return (kept, nil)
    }

    private static func sparkline(_ followed: FollowedProduct, name: String, for reader: Reader) -> String {
        let begin = Timestamp.start(ofUTCDay: ProductsView.recentDays(at: reader.now).lowerBound)
        let chart = PriceChart(
            of: name,
            history: .days(followed.recent),
            during: begin..<reader.now,
            now: reader.now,
            zone: reader.zone,
            holding: PriceHolding(gaps: followed.product.state.silence(until: reader.now))
        )
        return Sparkline(chart).svg(prefix: "p\(followed.product.id)")
    }
}

extension ProductsView.Checked {
    init(_ moment: Timestamp?, for reader: Reader) {
        guard let moment else {
            self.init(before: "not checked yet", at: "", text: "")
            return
        }
        self.init(before: "checked ", at: moment.description, text: reader.age(of: moment))
    }
}
