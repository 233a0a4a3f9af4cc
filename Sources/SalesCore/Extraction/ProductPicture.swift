/// Picks the address of a product's picture among those that a page states.
///
/// Pictures are never fetched here: the address goes into messages, whose readers' programs fetch it.
enum ProductPicture {
    /// The longest address that is kept, in bytes: what is longer is data more often than an address.
    static let maximumLength = 1_500
    /// The most addresses that are taken from one product of one source.
    static let maximumStated = 4

    /// The first address over https, which is what messages show, else the first over http.
    ///
    /// - Parameters:
    ///   - stated: Addresses as the page has them, the most trusted first; whole or relative.
    ///   - base: What relative ones are relative to; nil where that is not known.
    /// - Returns: nil where none is an address over http or https: `data:` and the like are none.
    static func choose(_ stated: [String], base: PageURL?) -> PageURL? {
        var plain: PageURL?
        for text in stated where !text.isEmpty && text.utf8.count <= maximumLength {
            guard let url = url(text, base: base), url != base, url.absoluteString.utf8.count <= maximumLength else {
                continue
            }
            if url.scheme == .https { return url }
            plain = plain ?? url
        }
        return plain
    }

    private static func url(_ stated: String, base: PageURL?) -> PageURL? {
        // Shops escape addresses in scripts as if they stood in markup.
        let text = stated.contains("&amp;") ? stated.replacing("&amp;", with: "&") : stated
        guard let base else { return try? PageURL(text) }
        return try? base.resolving(text)
    }
}

extension LooseJSON {
    /// The addresses of pictures that a value states: a text, an object with one, or several of those; the first few.
    ///
    /// Source: <https://schema.org/image>, <https://schema.org/ImageObject>.
    var pictures: [String] {
        list.prefix(ProductPicture.maximumStated).compactMap { value in
            if case .string(let text) = value { return text }
            return value.first(of: Self.pictureAddresses)?.value.text
        }
    }

    private static let pictureAddresses = ["contentUrl", "url", "src"]
}
