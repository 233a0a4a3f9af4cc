/// One price that a page states, with where it stands and what became of it.
public struct Candidate: Hashable, Sendable {
    /// What the price means on the page.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// What a shopper pays now.
        case current
        /// What it is compared with: struck through, "was", RRP.
        case list
        /// The price of a unit of weight, volume or count.
        case unit
        /// Shipping or another surcharge.
        case shipping
        /// One of several payments.
        case instalment
        /// Only for members or with a code.
        case member
        /// The price of one variant among several.
        case variant
        /// The low end of a range.
        case from
        /// The high end of a range.
        case upTo = "up_to"
        /// The price of another product.
        case other
    }

    /// Where on the page it was found; the order is the order of trust.
    public enum Source: String, Codable, Sendable, CaseIterable {
        /// An answer of the website's documented interface.
        case api
        /// A `schema.org` object in JSON-LD.
        case jsonLD = "json_ld"
        /// `schema.org` microdata.
        case microdata
        /// `schema.org` RDFa.
        case rdfa
        /// OpenGraph and product meta tags.
        case meta
        /// State that a script framework embeds in the page.
        case embeddedState = "embedded_state"
        /// A selector that the person or the configuration named.
        case pin
        /// Visible text.
        case text
    }

    /// The amount with its currency; nil where the currency is not known.
    public var money: Money?
    /// The amount as a plain decimal string, even where the currency is not known.
    public var amount: String
    /// What it means.
    public var kind: Kind
    /// Where it was found.
    public var source: Source
    /// The element or path, for people, for example `$.offers[0].price` or `div#main > span.price`.
    public var path: String
    /// The text as the page has it, cut to 120 characters.
    public var text: String
    /// How sure its meaning is, 0 to 100.
    public var confidence: Int
    /// Why it was taken or not, in words.
    public var verdict: String
    /// The selection that gives this price, for whoever means it; nil where none is known, or nobody asked for one.
    public var selection: Selection?

    /// A candidate.
    public init(
        money: Money?,
        amount: String,
        kind: Kind,
        source: Source,
        path: String,
        text: String,
        confidence: Int,
        verdict: String = "",
        selection: Selection? = nil
    ) {
        self.money = money
        self.amount = amount
        self.kind = kind
        self.source = source
        self.path = path
        self.text = text
        self.confidence = confidence
        self.verdict = verdict
        self.selection = selection
    }
}
