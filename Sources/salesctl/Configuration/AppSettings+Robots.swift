/// By which name robots.txt is asked.
extension AppSettings {
    /// The product token that groups of robots.txt are chosen by (RFC 9309 §2.2.1): the one that the User-Agent shows.
    ///
    /// A browser's words say nothing of who asks; behind `compatible;` stands who does, as crawlers write it.
    var robotsAgent: String {
        guard let userAgent else { return Self.standardAgent }
        let words = userAgent.split(separator: "compatible;", maxSplits: 1)
        let named = words.count == 2 ? words[1] : userAgent.hasPrefix("Mozilla/") ? "" : userAgent[...]
        let token = named.drop { $0 == " " }.prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }
        return token.isEmpty ? Self.standardAgent : String(token)
    }

    /// The program's own.
    static let standardAgent = "SalesTracker"
}
