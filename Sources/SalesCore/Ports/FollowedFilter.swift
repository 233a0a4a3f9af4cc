/// Which of the products that a person follows a list holds; every part that is given must hold.
public struct FollowedFilter: Hashable, Sendable {
    /// How a product or its subscription must stand.
    public enum State: String, CaseIterable, Sendable {
        /// However they stand.
        case any
        /// The person has not paused it.
        case active
        /// The person has paused it.
        case paused
        /// It cannot be ordered (``Availability/canBeOrdered``), or is no more.
        case unavailable
        /// The last check failed (``ProductState/consecutiveFailures``).
        case failing
        /// What the person asked for is true: an alternative of the rule is not armed (``RuleMemory/isArmed``).
        case met
    }

    /// Only products with this in their name or URL, ASCII letters in either case; no character stands for others.
    ///
    /// The caller guarantees at most ``maximumTextLength`` characters.
    public var text: String?
    /// Only products of the website of this host.
    public var host: String?
    /// Only what stands so.
    public var state: State

    /// All that a person follows, unless restricted.
    public init(text: String? = nil, host: String? = nil, state: State = .any) {
        self.text = text
        self.host = host
        self.state = state
    }

    /// All that a person follows.
    public static let all = FollowedFilter()

    /// The longest text that is looked for, in characters.
    public static let maximumTextLength = 100
}

/// How followed products stand in a list.
///
/// Of two that stand alike the subscription with the smaller number comes first.
public enum FollowedOrder: String, CaseIterable, Sendable {
    /// What was followed last comes first.
    case newest
    /// By the first ``nameLength`` Unicode scalars of the name in UTF-8, ASCII letters in lower case.
    case name
    /// The price that changed last comes first (``ProductState/priceSince``), those without one last.
    case changed
    /// What was checked longest ago comes first (``ProductState/lastCheckAt``), before it what never was.
    case checked
    /// By the code of the currency, then the cheapest first, those without a price last.
    case price

    /// How much of a name counts for its place, in Unicode scalars, so that page tokens stay short.
    public static let nameLength = 100
}

extension FollowedFilter {
    /// What is looked for, its ASCII letters in lower case; nil where nothing is.
    package var needle: String? {
        text.map { String(decoding: $0.lowercasedASCII, as: UTF8.self) }
    }

    /// Whether a product is in the list.
    func holds(_ followed: FollowedProduct) -> Bool {
        (host.map { $0 == followed.website.host } ?? true) && state.holds(followed)
            && (text.map { Self.holds($0.lowercasedASCII, followed.product) } ?? true)
    }

    private static func holds(_ needle: [UInt8], _ product: Product) -> Bool {
        needle.isEmpty || product.name.lowercasedASCII.contains(needle)
            || product.url.absoluteString.lowercasedASCII.contains(needle)
    }
}

extension FollowedFilter.State {
    fileprivate func holds(_ followed: FollowedProduct) -> Bool {
        let state = followed.product.state
        return switch self {
        case .any: true
        case .active: !followed.subscription.isPaused
        case .paused: followed.subscription.isPaused
        case .unavailable: state.isGone || state.availability.canBeOrdered == false
        case .failing: state.consecutiveFailures > 0
        case .met: !followed.subscription.memory.isArmed
        }
    }
}

extension String {
    /// The bytes in UTF-8, those of ASCII letters in lower case.
    fileprivate var lowercasedASCII: [UInt8] {
        utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
}

/// Where a followed product stands in a list; what is less comes before.
package struct FollowedPosition: Hashable, Comparable, Sendable {
    /// The order of the list.
    package let order: FollowedOrder
    /// What decides first, byte by byte.
    package let text: [UInt8]
    /// What decides next.
    package let value: Int64
    /// The number of the subscription, which decides last.
    package let number: Int64

    /// Where a product stands.
    package init(_ followed: FollowedProduct, by order: FollowedOrder) {
        let (product, number) = (followed.product, followed.subscription.id.rawValue)
        let place: (text: [UInt8], value: Int64) =
            switch order {
            // Later is less: the complement turns the order around, and no number is without one.
            case .newest: ([], ~number)
            case .name: (Self.text(ofName: product.name), 0)
            case .changed: ([], product.state.priceSince.map { ~$0.milliseconds } ?? .max)
            case .checked: ([], product.state.lastCheckAt?.milliseconds ?? .min)
            case .price:
                (
                    Array((product.state.price?.currency.code ?? Self.withoutPrice).utf8),
                    product.state.price?.minorUnits ?? 0
                )
            }
        self.order = order
        self.number = number
        text = place.text
        value = place.value
    }

    /// The position that a page begins behind.
    ///
    /// - Throws: `invalidArgument` where no page of this order gave the token.
    package init(_ token: PageToken, by order: FollowedOrder) throws(StoreError) {
        let parts = token.text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 4, parts[0] == order.rawValue, let number = Int64(parts[1]), let value = Int64(parts[2]),
            let text = Base64URL.bytes(parts[3])
        else { throw PageToken.unknown }
        self.order = order
        self.text = text
        self.value = value
        self.number = number
        // One position, one token.
        guard self.token == token else { throw PageToken.unknown }
    }

    /// The token of the page that begins behind it: at most 600 bytes of ASCII that stand in a URL unchanged.
    package var token: PageToken {
        PageToken(text: "\(order.rawValue).\(number).\(value).\(Base64URL.text(text))")
    }

    /// Whether one comes before another of the same order.
    package static func < (one: FollowedPosition, other: FollowedPosition) -> Bool {
        if one.text != other.text { return one.text.lexicographicallyPrecedes(other.text) }
        return (one.value, one.number) < (other.value, other.number)
    }

    /// Stands in place of a currency behind all codes.
    package static let withoutPrice = "~"

    private static func text(ofName name: String) -> [UInt8] {
        var first = String.UnicodeScalarView()
        first.append(contentsOf: name.unicodeScalars.prefix(FollowedOrder.nameLength))
        return String(first).lowercasedASCII
    }
}

extension Page<FollowedProduct> {
    /// The page of products, in any order, that were asked for with one more than its size.
    package init(_ rows: [FollowedProduct], size: Int, by order: FollowedOrder) {
        let ordered = rows.map { (place: FollowedPosition($0, by: order), row: $0) }.sorted { $0.place < $1.place }
        let page = ordered.prefix(size)
        self.init(
            elements: page.map(\.row),
            next: ordered.count > size ? page.last.map(\.place.token) : nil
        )
    }
}
