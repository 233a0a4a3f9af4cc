/// The websites and products that a store knows.
public protocol CatalogueStore: Sendable {
    /// Adds a product, or finds the one with the same canonical URL and selection.
    ///
    /// The caller guarantees a canonical URL and a host in lower case. The store must add the website of that host
    /// where it has none (named as its host), must never hold two products of one (URL, selection), compared byte for
    /// byte, and leaves an existing product as it is. Numbers of removed products are not given again.
    /// - Promise: STORE-1, STORE-2, STORE-9, STORE-84
    func addProduct(_ product: Product.New) async throws(StoreError) -> AddedProduct

    /// The product of this number, or nil.
    ///
    /// - Promise: STORE-3
    func product(_ id: ProductID) async throws(StoreError) -> Product?

    /// Products in the order of their numbers, a page at a time.
    ///
    /// The store must serve as many as ``pageSize(_:)`` says of the limit, every product that exists from the first
    /// page to the last exactly once, whatever is added or removed meanwhile, and no token where nothing more matches.
    /// - Promise: STORE-4, STORE-7, STORE-8
    func products(
        matching filter: ProductFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Product>

    /// Removes a product with its subscriptions, prices, events and open alerts; alerts that were settled stay.
    ///
    /// Alerts that are neither pending nor waiting count as settled, dead ones among them. The website stays.
    /// - Promise: STORE-5, STORE-9
    func removeProduct(_ id: ProductID) async throws(StoreError)

    /// Websites in the order of their numbers, a page at a time, as for ``products(matching:after:limit:)``.
    ///
    /// - Promise: STORE-6
    func websites(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Website>
}

/// What adding a product gave.
public struct AddedProduct: Hashable, Sendable {
    /// The product as it is in the store.
    public let product: Product
    /// Whether it was not there before.
    public let isNew: Bool

    /// What adding gave.
    public init(product: Product, isNew: Bool) {
        self.product = product
        self.isNew = isNew
    }
}

/// Which products a list holds; every part that is given must hold.
public struct ProductFilter: Hashable, Sendable {
    /// Only products of this website.
    public var websiteID: WebsiteID?
    /// Only products of this canonical URL.
    public var url: PageURL?

    /// All products, unless restricted.
    public init(websiteID: WebsiteID? = nil, url: PageURL? = nil) {
        self.websiteID = websiteID
        self.url = url
    }

    /// All products.
    public static let all = ProductFilter()
}
