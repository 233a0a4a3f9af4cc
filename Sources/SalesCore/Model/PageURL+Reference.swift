extension PageURL {
    /// Reads what a page or a `Location` field refers to: a whole URL, or a reference relative to this one (RFC 3986 §5).
    ///
    /// Blanks at the ends are dropped and blanks inside are encoded, since servers send them unencoded; a fragment is
    /// dropped. The result has passed the same parser as every URL.
    /// - Throws: ``Invalid`` where it leads nowhere that can be fetched.
    public func resolving(_ reference: String) throws(Invalid) -> PageURL {
        let text = Self.spacesEncoded(reference)
        guard text.utf8.count <= Self.maximumLength else { throw .length(text.utf8.count) }
        let body = text.prefix { $0 != "#" }
        guard !body.isEmpty else { return self }
        if Self.hasScheme(body) { return try PageURL(String(body)) }
        if body.hasPrefix("//") { return try PageURL("\(scheme.rawValue):\(body)") }
        let origin = "\(scheme.rawValue)://\(authority)"
        if body.hasPrefix("/") { return try PageURL(origin + body) }
        if body.hasPrefix("?") { return try PageURL(origin + path + body) }
        let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
        return try PageURL(origin + folder + body)
    }

    private static func hasScheme(_ text: Substring) -> Bool {
        guard let colon = text.firstIndex(where: { ":/?".contains($0) }), text[colon] == ":" else { return false }
        return text.startIndex != colon
    }

    private static func spacesEncoded(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return "" }
        let last = bytes.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? first
        let inner = text[first...last]
        guard inner.utf8.contains(0x20) else { return String(inner) }
        return inner.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "%20")
    }
}
