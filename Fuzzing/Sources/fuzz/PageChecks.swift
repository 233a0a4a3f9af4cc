import SalesHTML

@testable import SalesCore

/// What must hold of readers of whole pages.
enum PageChecks {
    /// The fields that come with a page; the first byte of an input chooses.
    private static let contentTypes: [String?] = [
        nil, "text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1", "text/html; charset=shift_jis",
        "text/html; charset=utf-16le", "application/json", "application/xhtml+xml; charset=\"windows-1251\"",
    ]
    private static let address = try? PageURL("https://shop.example/p/kettle-17")

    /// The first byte chooses the content type, the rest is the page.
    static func html(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let page = PageContent(
            body: Array(bytes.dropFirst()),
            url: choice & 8 == 0 ? address : nil,
            contentType: contentTypes[Int(choice & 7)]
        )
        let extraction = Extractor.read(page)
        if let offer = extraction.reading.offer {
            precondition(offer.price.minorUnits >= 0, "a negative price")
            precondition(offer.listPrice.map { $0.currency == offer.price.currency } ?? true, "two currencies")
        }
    }

    /// As a script's content, and as a whole page of JSON.
    static func json(_ bytes: [UInt8]) {
        for document in LooseJSONReader.documents(in: bytes) {
            precondition(depth(of: document) <= LooseJSONReader.maximumDepth + 1, "deeper than the limit")
        }
        _ = HoistedState.value(in: bytes)
        _ = Extractor.read(PageContent(body: Array("{\"a\":".utf8) + bytes, url: address))
        let script = Array("<title>Kettle</title><script type=application/ld+json>".utf8)
        _ = Extractor.read(PageContent(body: script + bytes + Array("</script>".utf8), url: address))
    }

    private static let page = """
        <html><body id=top class="a b"><ul><li>1<li class=c data-x="1">2<li>3</ul><p lang=en-GB>4<p><b></b></body></html>
        """

    /// What compiles also runs: libxml2 must not refuse what our own compiler wrote.
    static func css(_ bytes: [UInt8]) {
        guard let selector = try? CSSSelector(String(decoding: bytes, as: UTF8.self)) else { return }
        guard let document = try? HTMLDocument(text: page) else { return }
        do {
            _ = try document.select(selector)
        } catch {
            preconditionFailure("\(selector.text) compiled to \(selector.xpath), which does not run: \(error)")
        }
    }

    private static func depth(of value: LooseJSON) -> Int {
        switch value {
        case .array(let values): 1 + (values.map(depth).max() ?? 0)
        case .object(let members): 1 + (members.map { depth(of: $0.value) }.max() ?? 0)
        default: 0
        }
    }
}
