/// The end of a message: who writes, why, and how it stops.
struct MessageEnding: Sendable {
    /// Where messages about the product stop.
    let product: PageURL?
    /// Where all messages stop.
    let all: PageURL?
    /// Whether several products are told.
    let isDigest: Bool

    /// Who writes and why.
    var reason: String {
        isDigest
            ? "Sales Tracker wrote this because you track these products."
            : "Sales Tracker wrote this because you track this product."
    }

    /// What can be stopped, with where.
    var stops: [(words: String, url: PageURL)] {
        let own = product.map { (words: "Stop messages about this product", url: $0) }
        let every = all.map { (words: "Stop all messages", url: $0) }
        return [own, every].compactMap { $0 }
    }

    /// The end of plain text.
    var text: String {
        ([reason] + stops.map { "\($0.words): \($0.url.absoluteString)" }).joined(separator: "\n")
    }

    /// The end of HTML.
    var html: String {
        let links = stops.map { stop in
            "<br><a href=\"\(HTMLEscaping.escaped(stop.url.absoluteString))\" rel=\"noreferrer\">"
                + "\(HTMLEscaping.escaped(stop.words))</a>"
        }
        return "<p><small>\(HTMLEscaping.escaped(reason))\(links.joined())</small></p>"
    }
}
