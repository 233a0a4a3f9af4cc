/// What one look at a page gave: "I don't know" is a result, and only an offer enters the history.
public enum Reading: Hashable, Codable, Sendable {
    /// The page states one price.
    case offer(Offer)
    /// The page was read whole and states no price (perhaps because it cannot be bought).
    case noPrice(availability: Availability)
    /// The page states prices that cannot be told apart; nothing is guessed.
    case ambiguous(reason: String)
    /// A captcha, bot wall or login stands where the product should.
    case blocked(reason: String)
    /// The product is no more: 404 or 410, or the page says so.
    case gone(reason: String)
    /// The page could not be read: no response, a server error, a truncated or unreadable body.
    case failed(reason: String)

    /// The word for this outcome in JSON and in stores.
    public var outcome: Outcome {
        switch self {
        case .offer: .offer
        case .noPrice: .noPrice
        case .ambiguous: .ambiguous
        case .blocked: .blocked
        case .gone: .gone
        case .failed: .failed
        }
    }

    /// The offer, where there is one.
    public var offer: Offer? {
        if case .offer(let offer) = self { offer } else { nil }
    }

    /// Why there is no offer, as words for people; nil for an offer.
    public var reason: String? {
        switch self {
        case .offer: nil
        case .noPrice: "the page states no price"
        case .ambiguous(let reason), .blocked(let reason), .gone(let reason), .failed(let reason): reason
        }
    }

    /// The kinds of reading, as they are written in JSON and in stores.
    public enum Outcome: String, Codable, Sendable, CaseIterable {
        /// One price.
        case offer
        /// No price on the page.
        case noPrice = "no_price"
        /// Prices that cannot be told apart.
        case ambiguous
        /// A wall where the product should be.
        case blocked
        /// The product is no more.
        case gone
        /// The page could not be read.
        case failed
    }
}

/// The price, name and availability that a page states for its product.
public struct Offer: Hashable, Codable, Sendable {
    /// What a shopper would pay now, before shipping.
    public var price: Money
    /// The price it is compared with on the page (struck through, "was", RRP), where that is higher.
    public var listPrice: Money?
    /// Whether it can be had.
    public var availability: Availability
    /// The product's name, at most ``Product/maximumNameLength`` characters, without control characters.
    public var name: String?
    /// Where the price was found, in one line for people, for example `JSON-LD offers.price`.
    public var source: String

    /// An offer.
    public init(
        price: Money,
        listPrice: Money? = nil,
        availability: Availability = .unknown,
        name: String? = nil,
        source: String
    ) {
        self.price = price
        self.listPrice = listPrice
        self.availability = availability
        self.name = name
        self.source = source
    }
}
