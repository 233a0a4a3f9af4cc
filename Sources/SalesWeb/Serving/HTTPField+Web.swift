internal import HTTPTypes

/// The fields that browsers send and heed beside those of HTTP itself.
extension HTTPField.Name {
    /// From where a browser was made to send a request (W3C Fetch Metadata Request Headers).
    static let secFetchSite = field("Sec-Fetch-Site")
    /// How much of the page's address a link from it tells (W3C Referrer Policy).
    static let referrerPolicy = field("Referrer-Policy")
    /// Whether pages of other origins share the window's process (HTML, cross-origin opener policies).
    static let crossOriginOpenerPolicy = field("Cross-Origin-Opener-Policy")
    /// Which sites may embed the answer (WHATWG Fetch, cross-origin resource policy).
    static let crossOriginResourcePolicy = field("Cross-Origin-Resource-Policy")

    /// For whom a proxy asks, as most proxies write it.
    static let xForwardedFor = field("X-Forwarded-For")
    /// For whom a proxy asks (RFC 7239).
    static let forwarded = field("Forwarded")
    /// How often one may ask (draft-ietf-httpapi-ratelimit-headers).
    static let rateLimitPolicy = field("RateLimit-Policy")
    /// What is left of it now.
    static let rateLimit = field("RateLimit")
    /// What makes a request that comes twice be done once (draft-ietf-httpapi-idempotency-key-header).
    static let idempotencyKey = field("Idempotency-Key")
    /// That an answer was given before.
    static let idempotencyReplayed = field("Idempotency-Replayed")

    private static func field(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is a field's name") }
        return name
    }
}
