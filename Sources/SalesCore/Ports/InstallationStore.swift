/// What those see who look after an installation: how much of everything there is, and which products stand out.
///
/// Each answer should be one statement of the store. Asked of stores behind an interface over the network, beside
/// ``AccountStore``; a store without it has no page for admins.
public protocol InstallationStore: Sendable {
    /// How much of everything there is, and how much was told since a moment.
    ///
    /// The store must count in bounded time: everything that is kept at most once, by indexes, and of alerts and events
    /// those since the moment with what is still open. That is about 0.3 s with 1,000,000 products on PostgreSQL and
    /// less than that in a file, so that a page may ask each time it is shown, and nothing may ask for each request.
    /// - Throws: ``StoreError``.
    /// - Promise: INSTALLATION-1, INSTALLATION-2
    func totals(since time: Timestamp) async throws(StoreError) -> InstallationTotals

    /// Products with an active follower, those with the most first (``Product/activeFollowers``), of two with as many
    /// the smaller number, a page at a time.
    ///
    /// A product whose count stays comes exactly once, whatever happens to others meanwhile.
    /// - Throws: `invalidArgument` for a token of another list; ``StoreError``.
    /// - Promise: INSTALLATION-3, INSTALLATION-5, INSTALLATION-6
    func popularProducts(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Product>

    /// Products whose last check failed or that count as broken (``ProductState/consecutiveFailures``,
    /// ``ProductState/brokenSince``), those that failed most often in a row first, of two that failed as often the
    /// smaller number, a page at a time.
    ///
    /// A product whose count stays comes exactly once, whatever happens to others meanwhile.
    /// - Throws: `invalidArgument` for a token of another list; ``StoreError``.
    /// - Promise: INSTALLATION-4 to INSTALLATION-6
    func failingProducts(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Product>

    /// The newest events of all products, the newest first, each with its product as it is now, at most as many as
    /// ``pageSize(_:)`` says of the limit.
    ///
    /// It must cost no more however many events and products there are: a page asks each time it is shown.
    /// - Throws: ``StoreError``.
    /// - Promise: INSTALLATION-7
    func latestEvents(limit: Int) async throws(StoreError) -> [LatestEvent]
}

/// What changed of a product, for those who see the changes of all.
public struct LatestEvent: Hashable, Sendable {
    /// What changed.
    public var event: PriceEvent
    /// The product as it is now.
    public var product: Product

    /// A change of a product.
    public init(event: PriceEvent, product: Product) {
        self.event = event
        self.product = product
    }
}

/// How much of everything an installation holds.
public struct InstallationTotals: Hashable, Sendable {
    /// How many people there are, the local user among them.
    public var people: Int
    /// How many of them have verified an address.
    public var verifiedPeople: Int
    /// How many products there are.
    public var products: Int
    /// How many of them have an active follower, and so are checked.
    public var followedProducts: Int
    /// How many subscriptions are not paused.
    public var activeSubscriptions: Int
    /// How many subscriptions are paused.
    public var pausedSubscriptions: Int
    /// How many alerts were made since the moment asked for, by how far they have come; every status is there.
    public var alerts: [Alert.Status: Int]
    /// How many price events were committed since the moment asked for.
    public var events: Int

    /// How much there is.
    public init(
        people: Int,
        verifiedPeople: Int,
        products: Int,
        followedProducts: Int,
        activeSubscriptions: Int,
        pausedSubscriptions: Int,
        alerts: [Alert.Status: Int],
        events: Int
    ) {
        self.people = people
        self.verifiedPeople = verifiedPeople
        self.products = products
        self.followedProducts = followedProducts
        self.activeSubscriptions = activeSubscriptions
        self.pausedSubscriptions = pausedSubscriptions
        self.alerts = Dictionary(uniqueKeysWithValues: Alert.Status.allCases.map { ($0, alerts[$0] ?? 0) })
        self.events = events
    }
}

extension InstallationTotals {
    /// What a statement counts under a word of its own; alerts it counts under their status.
    package enum Word: String, Sendable {
        case people, verified, products, followed, subscriptions, active, events
    }

    /// The totals of a statement that counts each thing in a row of its own; what has no row is not there.
    package init(_ rows: [(word: String, count: Int)]) {
        let counts = Dictionary(rows.map { ($0.word, $0.count) }) { $0 + $1 }
        func count(_ word: Word) -> Int { counts[word.rawValue] ?? 0 }
        self.init(
            people: count(.people),
            verifiedPeople: count(.verified),
            products: count(.products),
            followedProducts: count(.followed),
            activeSubscriptions: count(.active),
            pausedSubscriptions: count(.subscriptions) - count(.active),
            alerts: Dictionary(
                uniqueKeysWithValues: Alert.Status.allCases.map { ($0, counts[$0.rawValue] ?? 0) }
            ),
            events: count(.events)
        )
    }
}

/// What products are ranked by.
package enum ProductRanking: String, Sendable {
    /// Active followers.
    case popular
    /// Failures in a row.
    case failing

    /// What decides the rank of a product; more comes first.
    func value(of product: Product) -> Int64 {
        switch self {
        case .popular: Int64(product.activeFollowers)
        case .failing: Int64(product.state.consecutiveFailures)
        }
    }
}

/// Where a product stands in a ranking; what is less comes before.
package struct RankedPosition: Hashable, Comparable, Sendable {
    /// The ranking.
    package let ranking: ProductRanking
    /// What decides first.
    package let value: Int64
    /// The number of the product, which decides between equals.
    package let number: Int64

    /// Where a product stands.
    package init(_ product: Product, in ranking: ProductRanking) {
        self.ranking = ranking
        value = ranking.value(of: product)
        number = product.id.rawValue
    }

    /// The position that a page begins behind.
    ///
    /// - Throws: `invalidArgument` where no page of this ranking gave the token.
    package init(_ token: PageToken, in ranking: ProductRanking) throws(StoreError) {
        let parts = token.text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 3, parts[0] == ranking.rawValue, let value = Int64(parts[1]), let number = Int64(parts[2])
        else { throw PageToken.unknown }
        self.ranking = ranking
        self.value = value
        self.number = number
        // One position, one token.
        guard self.token == token else { throw PageToken.unknown }
    }

    /// The token of the page that begins behind it.
    package var token: PageToken { PageToken(text: "\(ranking.rawValue).\(value).\(number)") }

    /// Whether one comes before another of the same ranking.
    package static func < (one: RankedPosition, other: RankedPosition) -> Bool {
        (other.value, one.number) < (one.value, other.number)
    }
}

extension Page<Product> {
    /// The page of products, in any order, among which are as many of the best as its size and one more.
    package init(_ rows: [Product], size: Int, in ranking: ProductRanking) {
        let ordered = rows.map { (rank: RankedPosition($0, in: ranking), row: $0) }.sorted { $0.rank < $1.rank }
        let page = ordered.prefix(size)
        self.init(elements: page.map(\.row), next: ordered.count > size ? page.last.map(\.rank.token) : nil)
    }
}
