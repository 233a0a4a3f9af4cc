import Synchronization

/// The state of a running shop: its products, faults, request log and webhook sink.
///
/// Every method is one short step under a lock, so that requests see a change whole or not at all.
final class Shop: Sendable {
    /// What one request of a product page gets to see.
    struct Visit: Sendable {
        var product: ShopProduct
        var fault: Fault?
    }

    /// A change of a product; what is nil stays.
    struct Change: Equatable, Sendable {
        var name: String?
        var price: ShopMoney?
        /// `.some(nil)` ends a sale.
        var listPrice: ShopMoney??
        var availability: ShopProduct.Availability?
    }

    private struct State {
        var products: [ShopProduct]
        var faults: [Int: Fault] = [:]
        var log = RequestLog()
        var sink = WebhookSink()
    }

    /// The products as they were when the shop opened.
    ///
    /// Pages take their decoys from here, so that a change of one product changes no other page.
    let opening: [ShopProduct]
    private let now: @Sendable () -> Int64
    private let state: Mutex<State>

    /// Opens a shop of `count` products (at most ``Catalogue/productLimit``); `now` is milliseconds since 1970.
    init(count: Int, seed: UInt64, now: @escaping @Sendable () -> Int64) {
        let products = Catalogue(seed: seed).products(count: count, at: now())
        self.opening = products
        self.now = now
        self.state = Mutex(State(products: products))
    }

    var time: Int64 { now() }
    var products: [ShopProduct] { state.withLock { $0.products } }
    var log: [RequestLog.Entry] { state.withLock { $0.log.entries } }
    var posts: [WebhookSink.Post] { state.withLock { $0.sink.posts } }

    func product(_ id: Int) -> ShopProduct? {
        state.withLock { state in Self.index(of: id, in: state.products).map { state.products[$0] } }
    }

    func fault(of id: Int) -> Fault? {
        state.withLock { $0.faults[id] }
    }

    /// The product as the next request sees it, with a counted fault used up by one; nil where there is none.
    func visit(_ id: Int) -> Visit? {
        state.withLock { state in
            guard let index = Self.index(of: id, in: state.products) else { return nil }
            let fault = state.faults[id]
            if let remaining = fault?.remaining {
                state.faults[id]?.remaining = remaining - 1
                if remaining <= 1 { state.faults[id] = nil }
            }
            return Visit(product: state.products[index], fault: fault)
        }
    }

    /// Makes a change from the product as it is, in one step, and answers what it is then; nil where there is none.
    ///
    /// The closure's error leaves the product as it was.
    func change<Failure: Error>(
        _ id: Int,
        _ decide: (ShopProduct) throws(Failure) -> Change
    ) throws(Failure) -> ShopProduct? {
        try state.withLock { state throws(Failure) -> ShopProduct? in
            guard let index = Self.index(of: id, in: state.products) else { return nil }
            var product = state.products[index]
            let change = try decide(product)
            if let name = change.name { product.name = name }
            if let price = change.price { product.price = price }
            if let listPrice = change.listPrice { product.listPrice = listPrice }
            if let availability = change.availability { product.availability = availability }
            if product != state.products[index] { product.changedAt = now() }
            state.products[index] = product
            return product
        }
    }

    /// Sets or (nil) clears a product's fault; false where there is no such product.
    func setFault(_ fault: Fault?, of id: Int) -> Bool {
        state.withLock { state in
            guard Self.index(of: id, in: state.products) != nil else { return false }
            state.faults[id] = fault
            return true
        }
    }

    func record(_ entry: RequestLog.Entry) {
        state.withLock { $0.log.append(entry) }
    }

    /// Keeps a post with the answer that it gets, decided in the same step.
    func receive(_ make: (WebhookSink.Refusal?) -> WebhookSink.Post) -> WebhookSink.Refusal? {
        state.withLock { state in
            let refusal = state.sink.takeRefusal()
            state.sink.append(make(refusal))
            return refusal
        }
    }

    func setRefusal(_ refusal: WebhookSink.Refusal?) {
        state.withLock { $0.sink.refusal = refusal }
    }

    func clearSink() {
        state.withLock { $0.sink = WebhookSink() }
    }

    /// Back to the opening: prices, stock, no faults, an empty log and sink.
    func reset() {
        state.withLock { $0 = State(products: opening) }
    }

    /// Ids are 1 to the number of products.
    private static func index(of id: Int, in products: [ShopProduct]) -> Int? {
        id >= 1 && id <= products.count ? id - 1 : nil
    }
}
