extension PageURL {
    /// Reads what a page or a `Location` field refers to: a whole URL, or a reference relative to this one (RFC 3986 §5).
    ///
    /// Blanks at the ends are dropped and blanks inside are encoded, since servers send them unencoded; a fragment is
    /// dropped. The result has passed the same parser as every URL.
    /// - Throws: ``Invalid`` where it leads nowhere that can be fetched.
    public func resolving(_ reference: String) throws(Invalid) -> PageURL {
        let text = Self.spacesEncoded(reference)
        guard text.utf8.count <= Self.maximumLength else { throw .length(text.utf8.count) }
        let body = text[..<(text.utf8.firstIndex(of: UInt8(ascii: "#")) ?? text.endIndex)]
        guard !body.isEmpty else { return self }
        if Self.hasScheme(body) { return try PageURL(String(body)) }
        if body.utf8.starts(with: "//".utf8) { return try PageURL("\(scheme.rawValue):\(body)") }
        let origin = "\(scheme.rawValue)://\(authority)"
        if body.utf8.first == UInt8(ascii: "/") { return try PageURL(origin + body) }
        if body.utf8.first == UInt8(ascii: "?") { return try PageURL(origin + path + body) }
        let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
        return try PageURL(origin + folder + body)
    }

    private static func hasScheme(_ text: Substring) -> Bool {
        let end = text.utf8.firstIndex { ":/?".utf8.contains($0) }
        return end.map { text.utf8[$0] == UInt8(ascii: ":") && $0 != text.startIndex } ?? false
    }

    private static func spacesEncoded(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return "" }
        let last = bytes.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? first
        let inner = text[first...last]
        guard inner.utf8.contains(0x20) else { return String(inner) }
        let pieces = inner.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
        return pieces.map { String($0) }.joined(separator: "%20")
    }
}
