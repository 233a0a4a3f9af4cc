/// The names that shops' data give to what a product has besides prices.
enum JSONNames {
    static let names = [
        "name", "title", "productName", "product_name", "item_name", "displayName", "productTitle", "product_title",
        "display_name", "nome", "nom", "nombre", "titre", "titel", "titolo", "libelle", "label", "designation",
    ]
    /// Numbers and words by which a product names itself, also in its address.
    static let identifiers = [
        "sku", "id", "productId", "product_id", "productID", "productNo", "itemId", "item_id", "articleNumber", "code",
        "slug", "handle", "urlKey", "url_key", "barcode", "ean", "gtin", "mpn", "asin", "objectID", "ref",
        "reference", "codice", "codigo", "referencia", "artikelnummer",
    ]
    static let addresses = ["url", "href", "canonicalUrl", "canonical_url", "permalink", "link", "uri", "path"]
    static let pictures = [
        "image", "images", "featured_image", "featuredImage", "image_url", "imageUrl", "picture", "thumbnail",
    ]
    /// How many digits of an amount count the smaller unit.
    static let digits = [
        "currency_minor_unit", "fractionDigits", "minor_unit", "fraction_digits", "currencyExponent",
        "currency_exponent",
    ]
    /// Those that say so only inside a price: a product may have a precision of its own.
    static let digitsOfPrices = ["precision", "exponent", "scale"]

    /// The currency that an object names as its own.
    static func currency(of value: LooseJSON) -> String? {
        guard let found = value.first(of: currencies)?.value else { return nil }
        return found.text ?? found.first(of: ["code", "isoCode", "iso", "id"])?.value.text
    }

    /// The words of a member's name in lower case: `salePrice` gives `sale`, `price`.
    static func words(of name: String) -> Set<String> {
        var words: Set<String> = []
        Hints.split(name, into: &words)
        return words
    }

    private static let currencies = [
        "priceCurrency", "currency", "currencyCode", "currency_code", "price_currency", "currencyIso", "currencyISO",
        "currency_iso", "currencyIsoCode", "isoCurrency", "currencyId", "valuta", "devise",
        "moneda", "moeda", "waehrung", "währung",
    ]
}
