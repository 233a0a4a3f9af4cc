import FlyingFox
import Foundation
import FoundationNetworking
import Testing

@testable import LocalShop

@Suite("Faults")
struct FaultTests {
    /// The answer of a product of £63.50 with a fault; the sixth has JSON-LD, those around it the other kinds.
    private func answer(_ fault: Fault?, index: Int = 5) throws -> ProductAnswer {
        let opening = Catalogue(seed: 1).products(count: 20, at: 0)
        var product = opening[index]
        product.price = ShopMoney(minor: 6_350, currency: .gbp)
        return ProductResponder(opening: opening, base: "http://shop.test", port: 80).answer(
            Shop.Visit(product: product, fault: fault)
        )
    }

    private func pieces(_ answer: ProductAnswer, limit: Int) async throws -> Data {
        guard case .httpBody(let body) = answer.response.payload else { return Data() }
        var data = Data()
        for try await piece in body {
            data.append(piece)
            if data.count >= limit { break }
        }
        return data
    }

    @Test(
        "A faulty price is on the page and in the log, and the product keeps its own",
        arguments: [
            (Fault.Kind.zero, "0.00", "GBP"), (.tenth, "6.35", "GBP"), (.hundredth, "0.63", "GBP"),
            (.currency, "63.50", "EUR"),
        ]
    )
    func prices(kind: Fault.Kind, amount: String, currency: String) async throws {
        try await RunningShop.with { shop in
            _ = try await shop.post("/control/products/6", #"{"price":"63.50"}"#)
            let tag = try #require(try await shop.get("/p/6").headers["etag"])
            _ = try await shop.post("/control/products/6/fault", "{\"kind\":\"\(kind.rawValue)\",\"count\":1}")
            let page = try await shop.get("/p/6", headers: ["If-None-Match": tag])
            #expect(page.status == 200)
            #expect(page.text.contains("\"price\":\"\(amount)\",\"priceCurrency\":\"\(currency)\""))
            #expect(shop.server.shop.log.last?.price == amount)
            #expect(try await shop.get("/p/6", headers: ["If-None-Match": tag]).status == 304)
        }
    }

    @Test(
        "A status fault answers its status with Retry-After, as often as it was told",
        arguments: [403, 404, 410, 429, 500, 503]
    )
    func statuses(status: Int) async throws {
        try await RunningShop.with { shop in
            let date = "Fri, 31 Dec 2027 23:59:59 GMT"
            let body = "{\"kind\":\"status\",\"status\":\(status),\"count\":2,\"retry_after\":\"\(date)\"}"
            _ = try await shop.post("/control/products/5/fault", body)
            for _ in 0..<2 {
                let page = try await shop.get("/p/5")
                #expect(page.status == status && page.headers["retry-after"] == date)
                #expect(page.text.contains(status == 403 ? "Access Denied" : "<h1>"))
                #expect(!page.text.contains("class=\"price\""))
            }
            #expect(try await shop.get("/p/5").status == 200)
        }
    }

    @Test("A fault without a count stays until it is cleared")
    func clearing() async throws {
        try await RunningShop.with { shop in
            _ = try await shop.post("/control/products/1/fault", #"{"kind":"captcha","count":null}"#)
            for _ in 0..<3 { #expect(try await shop.get("/p/1").text.contains("CAPTCHA")) }
            #expect(try await shop.send("DELETE", "/control/products/1/fault").status == 200)
            #expect(try await shop.get("/p/1").text.contains("CAPTCHA") == false)
        }
    }

    @Test("A cut, reset or silent connection is an error for the client", arguments: ["truncate", "reset", "hang"])
    func cuts(kind: String) async throws {
        try await RunningShop.with { shop in
            _ = try await shop.post("/control/products/1/fault", "{\"kind\":\"\(kind)\",\"seconds\":0}")
            await #expect(throws: URLError.self) { _ = try await shop.get("/p/1") }
            #expect(shop.server.shop.log.last?.fault == kind)
            #expect(try await shop.get("/p/2").status == 200)
        }
    }

    @Test("A slow page comes whole, an empty one without a byte")
    func slowAndEmpty() async throws {
        try await RunningShop.with { shop in
            let whole = try await shop.get("/p/1").body
            _ = try await shop.post("/control/products/1/fault", #"{"kind":"slow","seconds":0}"#)
            #expect(try await shop.get("/p/1").body == whole)
            _ = try await shop.post("/control/products/1/fault", #"{"kind":"empty"}"#)
            let empty = try await shop.get("/p/1")
            #expect(empty.status == 200 && empty.body.isEmpty)
        }
    }

    @Test("A page with two prices, none, a login or noise states no one price")
    func withoutPrice() async throws {
        for kind in [Fault.Kind.twoPrices, .noPrice, .login, .binary, .captcha] {
            #expect(try answer(Fault(kind: kind)).price == nil)
        }
        #expect(try answer(nil).price?.decimal == "63.50")
        let login = String(decoding: try await pieces(try answer(Fault(kind: .login)), limit: .max), as: UTF8.self)
        #expect(login.contains("type=\"password\""))
        let noise = try await pieces(try answer(Fault(kind: .binary)), limit: .max)
        #expect(noise.count > 4_096 && noise.contains(0) && String(validating: noise, as: UTF8.self) == nil)
    }

    @Test("A page without a price shows no other product's either, whatever its kind", arguments: 0..<6)
    func noPrice(index: Int) async throws {
        let fault = Fault(kind: .noPrice)
        let text = String(decoding: try await pieces(try answer(fault, index: index), limit: .max), as: UTF8.self)
        #expect(text.contains("<h1"))
        #expect(!text.contains("63.50") && !text.contains("card-price"))
    }

    @Test("A redirect leads to another loopback address, or where it was told")
    func redirects() throws {
        let standard = try answer(Fault(kind: .redirectPrivate)).response
        #expect(standard.statusCode.code == 302)
        #expect(standard.headers[.location] == "http://127.0.0.2:80/latest/meta-data/")
        let told = try answer(Fault(kind: .redirectPrivate, location: "http://[::1]/")).response
        #expect(told.headers[.location] == "http://[::1]/")
    }

    @Test("An endless page starts as the product's and goes on")
    func endless() async throws {
        let data = try await pieces(try answer(Fault(kind: .endless)), limit: 5_000_000)
        #expect(data.count >= 5_000_000)
        #expect(String(decoding: data.prefix(4_000), as: UTF8.self).contains("\"price\":\"63.50\""))
    }

    @Test("A gzip bomb is sent as gzip, with its length, and stands for a gigabyte")
    func bombAnswer() throws {
        let answer = try answer(Fault(kind: .gzipBomb))
        guard case .httpBody(let body) = answer.response.payload else { return }
        #expect(try #require(body.count) < 8_000_000)
        #expect(answer.response.headers[HTTPHeader("Content-Encoding")] == "gzip")
        #expect(GzipBomb.unpackedBytes == 1_073_741_824)
    }

    @Test("A gzip bomb starts as the page and unpacks to far more than is sent")
    func bomb() async throws {
        let bomb = GzipBomb(start: "<!DOCTYPE html><p>Page", unpacked: 10_000_000)
        var data: [UInt8] = []
        for try await byte in bomb.body { data.append(byte) }
        #expect(data.count == bomb.count && bomb.count < 80_000)
        #expect(Array(data.prefix(3)) == [0x1F, 0x8B, 8])
        let stored = Int(data[11]) + Int(data[12]) << 8
        #expect(String(decoding: data[15..<(15 + stored)], as: UTF8.self) == "<!DOCTYPE html><p>Page")
        let unpacked = FixedInflate.length(of: data[(15 + stored)...])
        #expect(unpacked.ended && unpacked.bytes > 8_000_000)
    }
}

/// Counts what a block of the fixed Huffman code unpacks to, for the few codes that the bomb uses (RFC 1951 §3.2.6).
private enum FixedInflate {
    static func length(of block: ArraySlice<UInt8>) -> (bytes: Int, ended: Bool) {
        var position = block.startIndex * 8
        func bits(_ count: Int) -> Int {
            var value = 0
            for _ in 0..<count where position / 8 < block.endIndex {
                value = value << 1 | Int(block[position / 8] >> UInt8(position % 8) & 1)
                position += 1
            }
            return value
        }
        guard bits(3) == 0b110 else { return (0, false) }
        var total = 0
        while position / 8 < block.endIndex {
            let start = bits(7)
            if start == 0 { return (total, true) }
            switch start << 1 | bits(1) {
            case 0x50: total += 1
            case 0b1100_0101 where bits(5) == 0: total += 258
            default: return (total, false)
            }
        }
        return (total, false)
    }
}
