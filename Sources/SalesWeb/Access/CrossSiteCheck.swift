internal import HTTPTypes

/// Whether a browser says that another site made it send a request.
///
/// Pure. Browsers say so themselves: `Sec-Fetch-Site` (W3C Fetch Metadata) or, before 2023 and without TLS, `Origin`
/// (RFC 6454). What no browser sent has neither and is let through, unless it has a cookie: then a browser sent it
/// after all, one that says nothing, or something took its words out.
struct CrossSiteCheck: Sendable {
    /// The origin under which people reach the service: `https://sales.example`.
    let origin: String

    /// - Parameter hasCookie: whether the request shows a session by a cookie, which browsers send unasked.
    func refuses(_ method: HTTPRequest.Method, _ fields: HTTPFields, hasCookie: Bool) -> Bool {
        guard !method.changesNothing else { return false }
        if let site = fields[.secFetchSite] { return site != "same-origin" && site != "none" }
        if let origin = fields[.origin] { return origin != self.origin }
        return hasCookie
    }
}
