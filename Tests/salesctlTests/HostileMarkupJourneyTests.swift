import ChromeDriver
import Foundation
import GRDB
import Testing

@testable import LocalShop

@Suite("A browser among what hostile shops write (H6)", .timeLimit(.minutes(15)))
struct HostileMarkupJourneyTests {
    /// What would be an element called `q91`, or run what leaves `q91` in the window, where it is not escaped.
    private static let names = [
        "<img id=q91 src=x onerror=\"window.q91 = 1\">", "\"><script id=q91>window.q91 = 1</script>",
        "</title></h1><svg id=q91 onload=\"window.q91 = 1\"></svg>",
        "' autofocus tabindex=0 onfocus='window.q91 = 1' id='q91",
        "<iframe id=q91 srcdoc=\"<script>alert(1)</script>\">",
        "{{name}} {{{name}}} <a id=q91 href=\"javascript:window.q91 = 1\">q91</a> \\u003cb id=q91>",
    ]

    /// What none of our own pages has.
    private static let alive =
        "#q91, iframe, object, embed, base, [onerror], [onload], [onfocus], [onclick], [srcdoc], [href^='javascript:']"

    private static let pages = [
        "/", "/products", "/products?q=%22%3E%3Cimg%20id%3Dq91%20src%3Dx%20onerror%3D%22window.q91%3D1%22%3E",
        "/products?order=name", "/products/new", "/products/1", "/products/1?range=all", "/products/2", "/products/3",
        "/products/4", "/products/5", "/products/6", "/products/1/delete", "/products/delete?id=1&id=2&id=3", "/alerts",
        "/settings", "/websites", "/admin", "/admin/prices", "/admin/people",
    ]

    @Test("shows it as text on every page, runs nothing of it, and has none of it as an element")
    func pages() async throws {
        try await ServedHome.with(.one) { home in
            let ids = Array(1...Self.names.count)
            for (id, name) in zip(ids, Self.names) {
                _ = home.shop.shop.change(id) { product in
                    Shop.Change(
                        name: name,
                        price: ShopMoney(minor: 50_00, currency: product.price.currency),
                        listPrice: .some(nil),
                        availability: .inStock
                    )
                }
                let page = home.shop.page(id) + "?x=%22%3E%3Cimg%20id=q91%20src=x%20onerror=%22window.q91=1%22%3E"
                let tracked = try await home.home.salesctl("track", page, "--every", "1s")
                #expect(tracked.status == 0, "\(tracked.errors)")
            }
            try await Self.rename(home, Self.names[0])
            for id in ids { home.shop.setPrice(40_00, of: id) }
            let isTold = try await ServedHome.found { () -> Bool? in
                let alerts = try await home.home.salesctl("alerts", "--format", "json")
                return alerts.output.contains(#""accepted""#) ? true : nil
            }
            #expect(isTold == true)
            let link = try await home.home.salesctl("users", "link", "--origin", home.origin)
            try await Visitor.with(Browser.Look(), at: home.origin) { visitor in
                try await visitor.follow(link.output.trimmingCharacters(in: .whitespacesAndNewlines))
                for path in Self.pages {
                    try await visitor.open(path)
                    try await Self.judge(visitor.browser)
                }
                try await visitor.open("/products")
                let list = try await visitor.browser.content(of: "main")
                #expect(list.contains("q91") && list.contains("{{name}}"), "\(list)")
                try await visitor.open("/alerts")
                let alerts = try await visitor.browser.content(of: "main")
                #expect(alerts.contains("id=q91"), "\(alerts)")
                // Where somebody pastes the address of such a page, and sends the form on.
                try await visitor.open("/products/new")
                try await visitor.browser.type(home.shop.page(6) + "?y=%3Cb%20id=q91%3E", into: "#url")
                try await visitor.browser.click(".url-form button")
                _ = try await visitor.browser.text("#found-title")
                try await Self.judge(visitor.browser)
            }
        }
    }

    @Test("would be seen to run where it does")
    func control() async throws {
        try await Browser.with { browser in
            let page = "<p>\(Self.names[0])</p>".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            try await browser.open("data:text/html,\(page)")
            let hasRun = try await ServedHome.found { () -> Bool? in
                let mark = try await browser.run("return String(window.q91)").text
                return mark == "1" ? true : nil
            }
            let count = try await browser.count(Self.alive)
            #expect(hasRun == true && count > 0)
        }
    }

    /// Gives the shop and the person a text for a name, too, which comes in by other ways than from a page.
    private static func rename(_ home: ServedHome, _ text: String) async throws {
        let queue = try DatabaseQueue(path: home.home.storePath)
        try await queue.write { db in
            try db.execute(sql: "UPDATE websites SET name = ?", arguments: [text])
            try db.execute(sql: "UPDATE users SET first_name = ?, last_name = ?", arguments: [text, text])
        }
        try queue.close()
    }

    /// Makes sure that nothing of a shop is alive on the page, and that nothing of ours was kept from running.
    private static func judge(_ browser: Browser, _ location: SourceLocation = #_sourceLocation) async throws {
        let place = try await browser.url
        // A question that a script asked would be in the way of this.
        let mark = try await browser.run("return String(window.q91)").text
        #expect(mark == "undefined", "\(place)", sourceLocation: location)
        let count = try await browser.count(alive)
        #expect(count == 0, "\(place)", sourceLocation: location)
        let complaints = try await browser.complaints()
        #expect(complaints.isEmpty, "\(place)", sourceLocation: location)
    }
}
