import Testing

@testable import SalesCore

@Suite("The picture of a product")
struct ProductPictureTests {
    private static let address = "https://shop.example/pots/kettle"

    /// What is read of a page, which is the same however much of it is read.
    private func image(_ head: String, _ body: String = "<p>£49.99</p>", url: String? = address) throws -> String? {
        let page = PageContent(
            body: Array("<html><head>\(head)</head><body><h1>Kettle</h1>\(body)</body></html>".utf8),
            url: try url.map { try PageURL($0) }
        )
        let all = Extractor.read(page)
        #expect(Extractor.read(page, evidence: .enough).image == all.image)
        return all.image?.absoluteString
    }

    private func item(_ members: String, besides: String = "") -> String {
        """
        <script type="application/ld+json">{"@graph": [{"@type": "Product", "name": "Kettle", \(members), "offers":
        {"price": "49.99", "priceCurrency": "GBP", "availability": "InStock"}}\(besides)]}</script>
        """
    }

    @Test(
        "is what JSON-LD names: a text, the first of several, an object or a reference to one",
        arguments: [
            (#""https://cdn.example/1.jpg""#, ""), (#"["https://cdn.example/1.jpg", "https://cdn.example/2.jpg"]"#, ""),
            (#"{"@type": "ImageObject", "url": "https://cdn.example/1.jpg"}"#, ""),
            (#"[{"contentUrl": "https://cdn.example/1.jpg", "url": "https://shop.example/photo"}]"#, ""),
            (
                #"{"@id": "x:photo"}"#,
                #", {"@type": "ImageObject", "@id": "x:photo", "url": "https://cdn.example/1.jpg"}"#
            ),
            (#"["data:image/gif;base64,R0lGOD", "https://cdn.example/1.jpg"]"#, ""),
            (#""//cdn.example/1.jpg""#, ""), (#"["http://cdn.example/0.jpg", "https://cdn.example/1.jpg"]"#, ""),
        ]
    )
    func jsonLD(image: String, besides: String) throws {
        let head = item(#""image": \#(image)"#, besides: besides)
        #expect(try self.image(head) == "https://cdn.example/1.jpg")
    }

    @Test(
        "is made whole by the page's address, or by what the page says its addresses are relative to",
        arguments: [
            ("img/1.jpg", "", "https://shop.example/pots/img/1.jpg"), ("/1.jpg", "", "https://shop.example/1.jpg"),
            ("../1 a.jpg", "", "https://shop.example/1%20a.jpg"),
            ("1.jpg", "<base href='https://cdn.example/x/'>", "https://cdn.example/x/1.jpg"),
            ("1.jpg", "<base href='/x/'>", "https://shop.example/x/1.jpg"),
            ("/i?a=1&amp;b=2", "", "https://shop.example/i?a=1&b=2"),
        ]
    )
    func relative(image: String, head: String, whole: String) throws {
        #expect(try self.image(head + item(#""image": "\#(image)""#)) == whole)
    }

    @Test(
        "is no address of another kind, none that is too long, and none that leads nowhere",
        arguments: [
            "data:image/png;base64,AAAA", "javascript:alert(1)", "file:///etc/passwd", "ftp://cdn.example/1.jpg", "",
            "#",
            "https://", "https://me@cdn.example/1.jpg", "https://cdn.example/" + String(repeating: "x", count: 1_500),
        ]
    )
    func refused(image: String) throws {
        #expect(try self.image(item(#""image": "\#(image)""#)) == nil)
        #expect(try self.image(item(#""image": "\#(image)""#), url: nil) == nil)
        let picture = "<meta property='og:image' content='\(image)'>"
        #expect(try self.image(picture + item(#""sku": "1""#)) == nil)
    }

    @Test(
        "is the page's own where its data name none, and the product's before it",
        arguments: [
            ("", "https://cdn.example/secure.jpg"),
            (#""image": "https://cdn.example/1.jpg","#, "https://cdn.example/1.jpg"),
            (#""image": "http://cdn.example/1.jpg","#, "https://cdn.example/secure.jpg"),
        ]
    )
    func meta(member: String, whole: String) throws {
        let metas = """
            <meta property="og:image" content="http://cdn.example/plain.jpg">
            <meta property="og:image:secure_url" content="https://cdn.example/secure.jpg">
            """
        #expect(try image(metas + item(member + #""sku": "1""#)) == whole)
    }

    @Test(
        "is what microdata and RDFa name, in whatever element",
        arguments: [
            #"<img ITEMPROP=image src="/1.jpg">"#, #"<link ITEMPROP=image href="/1.jpg">"#,
            #"<meta ITEMPROP=image content="/1.jpg">"#, #"<a ITEMPROP=image href="/1.jpg">Large</a>"#,
            """
            <div ITEMPROP=image SCOPE TYPE="https://schema.org/ImageObject"><img ITEMPROP=contentUrl src="/1.jpg"></div>
            """,
        ]
    )
    func annotated(element: String) throws {
        let offer = """
            <b ITEMPROP=name>Kettle</b><div ITEMPROP=offers SCOPE TYPE="https://schema.org/Offer"><b ITEMPROP=price
            content=49.99>£49.99</b><meta ITEMPROP=priceCurrency content=GBP></div>
            """
        let body = "<div SCOPE TYPE=\"https://schema.org/Product\">\(element)\(offer)</div>"
        for (property, scope, type) in [("itemprop", "itemscope", "itemtype"), ("property", "", "typeof")] {
            let page = body.replacing("ITEMPROP", with: property).replacing("SCOPE", with: scope)
                .replacing("TYPE", with: type)
            #expect(try image("", page) == "https://shop.example/1.jpg", "\(property)")
        }
    }

    @Test("is that of a variant where the group of them has none")
    func variants() throws {
        let group = """
            <script type="application/ld+json">{"@type": "ProductGroup", "name": "Kettle", "hasVariant": [{"@type":
            "Product", "name": "Red kettle", "image": "/red.jpg", "offers": {"price": "49.99", "priceCurrency": "GBP"}},
            {"@type": "Product", "name": "Blue kettle", "image": "/blue.jpg", "offers": {"price": "49.99",
            "priceCurrency": "GBP"}}]}</script>
            """
        #expect(try image(group) == "https://shop.example/red.jpg")
    }

    @Test("is none on pages that are about no product")
    func otherPages() throws {
        let picture = "<meta property='og:image' content='https://cdn.example/logo.png'>"
        let wall = picture + "<title>Robot or human?</title>"
        #expect(try image(wall, "<p>Please solve the captcha to continue. Are you a robot?</p>") == nil)
        #expect(try image(picture, "<p>An article about kettles, without any price.</p>") == nil)
    }

    @Test(
        "is what a body that is JSON names",
        arguments: [
            #""image": "https://cdn.example/1.jpg""#, #""images": [{"src": "https://cdn.example/1.jpg"}]"#,
            #""featured_image": "//cdn.example/1.jpg""#, #""images": [7, "https://cdn.example/1.jpg"]"#,
        ]
    )
    func json(member: String) throws {
        let body = #"{"name": "Kettle", "price": "49.99", "currency": "GBP", \#(member)}"#
        let page = PageContent(body: Array(body.utf8), url: try PageURL(Self.address))
        #expect(Extractor.read(page).image?.absoluteString == "https://cdn.example/1.jpg")
    }
}
