/// One price that a source of the page claims, before anything is decided.
struct PriceClaim: Sendable {
    /// Every amount that the text can mean, the likeliest first; never empty.
    var readings: [String]
    /// The currency that stands with it.
    var currency: Currency?
    /// What its sign can mean where that is not decided; empty where there is no sign.
    var possibleCurrencies: [Currency] = []
    /// The currency as it is written, where it is no active one.
    var unknownCurrency: String?
    var kind: Candidate.Kind
    let source: Candidate.Source
    let path: String
    let text: String
    /// How sure its meaning is, 0 to 100.
    var confidence: Int
    /// What speaks for or against it, in words.
    var reason = ""
    /// Why the amount is not certain although its digits can be read; such a claim makes no price by itself.
    var doubt: String?
    /// Where visible text states it.
    var spot: Spot?

    /// A place in the visible text.
    struct Spot: Sendable {
        /// How many pieces of text stand before it.
        let run: Int
        /// Whether the page strikes it through.
        let isStruck: Bool
        /// Whether it stands in one of many cards alike.
        let isInGrid: Bool
        /// Whether what puts the product into the cart stands near.
        var isNearButton = false
        /// Whether the words beside it say that tax is to be added.
        var isBeforeTax = false

        /// How many pieces of text apart two prices belong together.
        static let reach = 12

        /// Whether two prices of the product stand together.
        func isBeside(_ other: Spot) -> Bool {
            isInGrid == other.isInGrid && abs(run - other.run) <= Self.reach
        }
    }

    /// The likeliest amount.
    var amount: String { readings.first ?? "0" }

    init(
        readings: [String],
        currency: Currency?,
        kind: Candidate.Kind,
        source: Candidate.Source,
        path: String,
        text: String,
        confidence: Int
    ) {
        self.readings = readings
        self.currency = currency
        self.kind = kind
        self.source = source
        self.path = path
        self.text = text
        self.confidence = confidence
    }

    /// A price of structured data, as sure as its source is.
    init(_ price: StatedPrice, source: Candidate.Source, kind: Candidate.Kind) {
        let isSelf = kind == .current || kind == .from || kind == .list
        self.init(
            readings: price.readings,
            currency: price.currency,
            kind: kind,
            source: source,
            path: price.path,
            text: price.text,
            confidence: isSelf ? Self.trust(in: source) : Self.trust(in: source) / 2
        )
        unknownCurrency = price.unknownCurrency
    }

    /// How much a source's word counts where sources disagree.
    static func trust(in source: Candidate.Source) -> Int {
        switch source {
        case .api, .pin: 95
        case .jsonLD: 80
        case .microdata: 75
        case .rdfa, .meta: 65
        case .embeddedState: 50
        case .text: 40
        }
    }
}
