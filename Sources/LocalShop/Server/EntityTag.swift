/// A strong entity tag over a page's bytes (RFC 9110 §8.8.3): equal pages have equal tags.
struct EntityTag: Equatable, Sendable {
    /// As the header writes it, with its quotes.
    let text: String

    /// FNV-1a with 64 bits: no secret, and collisions by accident are out of sight.
    init(of page: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in page.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        text = "\"\(String(hash, radix: 16))\""
    }

    /// Whether an If-None-Match header names this tag, by the weak comparison that it asks for (RFC 9110 §13.1.2).
    func matches(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let tag = part.drop(while: \.isWhitespace)
            let opaque = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
            return opaque == "*" || opaque.prefix(text.count) == text
        }
    }
}
