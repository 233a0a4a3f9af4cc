/// Where on a page, or in an interface's answer, the facts of its product stand; what is nil is read as usual.
public struct PageFields: Hashable, Sendable {
    /// What names a currency.
    public enum CurrencyField: Hashable, Sendable {
        /// Always this one.
        case code(Currency)
        /// What the page says at a place.
        case pin(Pin)
    }

    /// The price.
    public var price: Pin?
    /// The price that it is compared with.
    public var listPrice: Pin?
    /// Whether it can be had: words, schema.org's names, true and false, or a number in stock.
    public var availability: Pin?
    /// The product's name.
    public var name: Pin?
    /// The address of the product's picture, whole or relative to the page.
    public var image: Pin?
    /// The currency.
    public var currency: CurrencyField?
    /// Whether whole numbers for machines count the currency's smallest unit: `1999` is 19.99.
    public var countsMinorUnits: Bool

    /// Nothing is named, unless given.
    public init(
        price: Pin? = nil,
        listPrice: Pin? = nil,
        availability: Pin? = nil,
        name: Pin? = nil,
        image: Pin? = nil,
        currency: CurrencyField? = nil,
        countsMinorUnits: Bool = false
    ) {
        self.price = price
        self.listPrice = listPrice
        self.availability = availability
        self.name = name
        self.image = image
        self.currency = currency
        self.countsMinorUnits = countsMinorUnits
    }

    /// Whether nothing is named, so that the page is read as any other.
    public var isEmpty: Bool { self == PageFields() }
}
