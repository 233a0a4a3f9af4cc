internal import HTTPTypes

/// Whether a browser says that another site made it send a request.
///
/// Pure. Browsers say so themselves: `Sec-Fetch-Site` (W3C Fetch Metadata) or, before 2023, `Origin` (RFC 6454). What no
/// browser sent has neither, carries no cookie that somebody else could use, and is let through.
struct CrossSiteCheck: Sendable {
    /// The origin under which people reach the service: `https://sales.example`.
    let origin: String

    func refuses(_ method: HTTPRequest.Method, _ fields: HTTPFields) -> Bool {
        guard !method.changesNothing else { return false }
        if let site = fields[.secFetchSite] { return site != "same-origin" && site != "none" }
        if let origin = fields[.origin] { return origin != self.origin }
        return false
    }
}
