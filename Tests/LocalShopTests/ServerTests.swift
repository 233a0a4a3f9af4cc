import Foundation
import FoundationNetworking
import Testing

@testable import LocalShop

@Suite("The running shop")
struct ServerTests {
    @Test("A change of the price is on the next page, whatever the query")
    func change() async throws {
        try await RunningShop.with { shop in
            let changed = try await shop.post(
                "/control/products/6",
                #"{"price":"12.34","list_price":"20.00","availability":"out_of_stock","name":"New <name>"}"#
            )
            #expect(changed.status == 200)
            #expect(changed.objects.first?["price"] as? String == "12.34")
            let page = try await shop.get("/p/6?utm_source=mail&variant=2")
            #expect(page.status == 200)
            #expect(page.text.contains("\"price\":\"12.34\"") && page.text.contains("was <s class=\"was\">£20.00</s>"))
            #expect(page.text.contains("OutOfStock") && page.text.contains("New &lt;name&gt;"))
            _ = try await shop.post("/control/products/6", #"{"list_price":null}"#)
            #expect(try await shop.get("/p/6").text.contains("<p>was ") == false)
        }
    }

    @Test("A page that has not changed is answered 304, a changed one whole, also when another product changed")
    func conditional() async throws {
        try await RunningShop.with { shop in
            let first = try await shop.get("/p/1")
            let tag = try #require(first.headers["etag"])
            #expect(first.headers["last-modified"] != nil)
            _ = try await shop.post("/control/products/2", #"{"price":"1.00"}"#)
            for header in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let again = try await shop.get("/p/1", headers: ["If-None-Match": header])
                #expect(again.status == 304 && again.body.isEmpty)
                #expect(again.headers["etag"] == tag)
            }
            _ = try await shop.post("/control/products/1", #"{"price":"1.00"}"#)
            let changed = try await shop.get("/p/1", headers: ["If-None-Match": tag])
            #expect(changed.status == 200 && changed.headers["etag"] != tag)
        }
    }

    @Test("The log has every request of a product page with the price that was stated")
    func log() async throws {
        try await RunningShop.with { shop in
            _ = try await shop.post("/control/products/1", #"{"price":"5.00"}"#)
            _ = try await shop.get("/p/1?a=b", headers: ["User-Agent": "tester/1", "If-None-Match": "\"x\""])
            _ = try await shop.post("/control/products/1/fault", #"{"kind":"status","status":404}"#)
            _ = try await shop.get("/private/p/1")
            _ = try await shop.get("/p/999")
            let entries = try await shop.get("/control/log").objects
            #expect(entries.map { $0["path"] as? String } == ["/p/1?a=b", "/private/p/1"])
            #expect(entries.map { $0["status"] as? Int } == [200, 404])
            #expect(entries.map { $0["price"] as? String } == ["5.00", nil])
            #expect(entries.map { $0["fault"] as? String } == [nil, "status"])
            #expect(entries.map { $0["conditional"] as? Bool } == [true, false])
            #expect(entries.first?["user_agent"] as? String == "tester/1")
        }
    }

    @Test("Other paths answer as a shop's do")
    func paths() async throws {
        try await RunningShop.with { shop in
            let listing = try await shop.get("/")
            #expect(listing.text.contains("<h1>All products</h1>"))
            #expect(try await shop.get("/robots.txt").text == "User-agent: *\nDisallow: /private/\n")
            for path in ["/p/0", "/p/21", "/p/x", "/p/-1", "/p/99999999999999999999", "/nothing", "/p/1/2"] {
                #expect(try await shop.get(path).status == 404)
            }
            #expect(try await shop.send("DELETE", "/p/1").status == 405)
            let head = try await shop.send("HEAD", "/p/1")
            #expect(head.status == 200 && head.body.isEmpty && head.headers["etag"] != nil)
            #expect(try await shop.get("/control").text.contains(shop.server.url + "/control/products"))
        }
    }

    @Test("All products are listed with what a test needs to know, and a reset restores them")
    func products() async throws {
        try await RunningShop.with { shop in
            let opening = try await shop.get("/control/products").objects
            #expect(opening.map { $0["id"] as? Int } == (1...20).map(Optional.some))
            #expect(opening.first?["url"] as? String == shop.server.url + "/p/1")
            #expect(Set(opening.compactMap { $0["kind"] as? String }) == Set(PageKind.allCases.map(\.rawValue)))
            _ = try await shop.post("/control/products/3", #"{"price":"0.01"}"#)
            let reset = try await shop.post("/control/reset", "").objects
            #expect(reset.map { $0["price"] as? String } == opening.map { $0["price"] as? String })
        }
    }

    @Test(
        "A control request that can't be done gets 400, a sentence, and changes nothing",
        arguments: [
            ("", "price"), ("{", "JSON object"), ("[]", "JSON object"), (#"{"pricee":"1"}"#, "pricee"),
            (#"{"price":1.5}"#, "quotes"), (#"{"price":"1.999"}"#, "1.999"), (#"{"price":"-1"}"#, "-1"),
            (#"{"currency":"JPY"}"#, "JPY"), (#"{"currency":"XXX"}"#, "GBP"),
            (#"{"availability":"maybe"}"#, "in_stock"),
            (#"{"name":""}"#, "name"), (#"{"price":"1.00","list_price":"x"}"#, "list_price"),
        ]
    )
    func badChanges(body: String, mention: String) async throws {
        try await RunningShop.with { shop in
            let before = shop.server.shop.products
            let answer = try await shop.post("/control/products/1", body)
            #expect(answer.status == 400)
            let sentence = try #require(answer.objects.first?["error"] as? String)
            #expect(sentence.contains(mention) && sentence.hasSuffix("."))
            #expect(shop.server.shop.products == before)
        }
    }

    @Test(
        "A fault that can't be gets 400 and a sentence",
        arguments: [
            "", #"{"kind":"rain"}"#, #"{"kind":"status"}"#, #"{"kind":"status","status":99}"#,
            #"{"kind":"zero","count":0}"#, #"{"kind":"zero","count":"2"}"#, #"{"kind":"slow","seconds":99999}"#,
            #"{"kind":"status","status":503,"retry_after":"1\r\nX: y"}"#,
        ]
    )
    func badFaults(body: String) async throws {
        try await RunningShop.with { shop in
            let answer = try await shop.post("/control/products/1/fault", body)
            #expect(answer.status == 400)
            #expect((answer.objects.first?["error"] as? String)?.isEmpty == false)
            #expect(shop.server.shop.fault(of: 1) == nil)
            #expect(try await shop.post("/control/products/21/fault", #"{"kind":"zero"}"#).status == 404)
        }
    }

    @Test("The sink keeps posts with headers and body, and refuses as often as it was told")
    func sink() async throws {
        try await RunningShop.with { shop in
            let set = try await shop.post("/sink/fault", #"{"status":503,"count":1,"retry_after":"7"}"#)
            #expect(set.status == 200)
            let refused = try await shop.post("/sink", "one")
            #expect(refused.status == 503 && refused.headers["retry-after"] == "7")
            let taken = try await shop.send("POST", "/sink/hook?a=1", "two", headers: ["X-Key": "k"])
            #expect(taken.status == 200)
            let posts = try await shop.get("/sink").objects
            #expect(posts.map { $0["body"] as? String } == ["one", "two"])
            #expect(posts.map { $0["status"] as? Int } == [503, 200])
            #expect(posts.last?["path"] as? String == "/sink/hook?a=1")
            #expect((posts.last?["headers"] as? [String: String])?["X-Key"] == "k")
            #expect(try await shop.post("/sink/fault", #"{"count":1}"#).status == 400)
            #expect(try await shop.send("DELETE", "/sink").objects.isEmpty)
        }
    }

    @Test("A body above the limit gets 413, and the connection goes on")
    func largeBody() async throws {
        try await RunningShop.with { shop in
            let large = String(repeating: "x", count: ShopHandler.bodyLimit + 1)
            let refused = try await shop.post("/sink", large)
            #expect(refused.status == 413)
            let taken = try await shop.post("/sink", String(large.dropLast()))
            #expect(taken.status == 200)
            #expect(shop.server.shop.posts.count == 1)
        }
    }

    @Test("Many requests at once each get their page")
    func concurrent() async throws {
        try await RunningShop.with { shop in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask { try await shop.get("/p/\(number % 20 + 1)").status }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(shop.server.shop.log.count == 100)
        }
    }

    @Test("A port that is taken is said so at once")
    func takenPort() async throws {
        try await RunningShop.with { shop in
            await #expect(throws: ShopServer.Failure.self) {
                _ = try await ShopServer.start(shop.server.shop, port: shop.server.port)
            }
        }
    }
}
