/// Something that goes wrong on purpose with a product's page, for a number of requests or until it is cleared.
struct Fault: Equatable, Sendable {
    /// What goes wrong, by its name in the control interface.
    enum Kind: String, CaseIterable, Sendable {
        case captcha, status, zero, tenth, hundredth, currency, slow, truncate, empty, endless
        case redirectPrivate = "redirect_private"
        case hang, reset
        case gzipBomb = "gzip_bomb"
        case noPrice = "no_price"
        case twoPrices = "two_prices"
        case binary, login
    }

    /// The most seconds that a page may hang or trickle.
    static let secondsLimit = 3_600
    /// How long `slow` takes where nothing is said.
    static let slowSeconds = 5
    /// How long `hang` lasts where nothing is said: longer than any sane client waits.
    static let hangSeconds = 300

    var kind: Kind
    /// The answer's status for `status` and, where given, for `captcha`.
    var status: Int?
    /// How many further requests get it; nil until cleared.
    var remaining: Int?
    /// Sent as Retry-After with a status: seconds or an HTTP date.
    var retryAfter: String?
    var seconds: Int?
    /// Where `redirect_private` leads, instead of another loopback address.
    var location: String?

    /// The product as a faulty page shows it; the product itself stays as it is.
    func applied(to product: ShopProduct) -> ShopProduct {
        var shown = product
        switch kind {
        case .zero: shown.price.minor = 0
        case .tenth: shown.price.minor /= 10
        case .hundredth: shown.price.minor /= 100
        case .currency:
            shown.price = ShopMoney(minor: product.price.minor, currency: product.price.currency.mistaken)
            shown.listPrice = nil
        default: break
        }
        return shown
    }
}
