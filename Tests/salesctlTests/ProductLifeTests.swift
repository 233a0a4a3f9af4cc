import Foundation
import Testing

@testable import LocalShop

@Suite("The life of a product", .timeLimit(.minutes(15)))
struct ProductLifeTests {
    private struct HistoryRecord: Decodable {
        struct Row: Decodable {
            let price: AmountRecord
        }

        let current: AmountRecord?
        let lowest: AmountRecord?
        let highest: AmountRecord?
        let prices: [Row]
    }

    private struct TrackRecord: Decodable {
        let isNew: Bool
        let isAlreadyMet: Bool
        let product: ProductRecord
    }

    private struct AlertRecord: Decodable {
        let productId: Int
        let kind: String
        let channel: String
        let status: String
        let price: AmountRecord?
        let oldPrice: AmountRecord?
    }

    @Test(
        "It is tracked, listed, shown, edited, paused, resumed and untracked; its history stays until it is forgotten"
    )
    func life() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let tracked = try await home.salesctl("track", shop.page(6), "--below", "40.00", "--every", "5m")
                #expect(tracked.status == 0 && tracked.errors.isEmpty)
                #expect(tracked.output.contains("tell me when it costs less than £40.00; it is £49.99 now"))
                #expect(tracked.output.contains("in stock") && tracked.output.contains("every 5m"))

                let list = try await home.salesctl("list")
                #expect(list.status == 0 && list.output.contains("£49.99"))
                let product = try #require(try await home.products().first)
                #expect(product.price == AmountRecord(amount: "49.99", currency: "GBP"))
                #expect(product.interval == "5m" && product.rule?.text == "below 40.00 GBP")
                let show = try await home.salesctl("show", "1")
                #expect(show.output.contains(shop.page(6)) && show.output.contains("£40.00"))

                let edited = try await home.salesctl("edit", "1", "--drop", "10%", "--format", "json")
                #expect(try edited.json(as: ProductRecord.self).rule?.text == "down 10% since last alert")
                let paused = try await home.salesctl("pause", "1", "--format", "json")
                #expect(try paused.json(as: ProductRecord.self).isPaused)
                let resumed = try await home.salesctl("resume", "1", "--format", "json")
                #expect(try !resumed.json(as: ProductRecord.self).isPaused)

                let untracked = try await home.salesctl("untrack", "1", "--format", "json")
                #expect(untracked.status == 0)
                let followed: [ProductRecord] = try await home.salesctl("list", "--format", "json").json()
                #expect(followed.isEmpty)
                #expect(try await home.products().map(\.id) == [1])
                let history = try await home.salesctl("history", "1", "--format", "json")
                #expect(try history.json(as: HistoryRecord.self).prices.map(\.price.amount) == ["49.99"])

                #expect(try await home.salesctl("untrack", "1", "--forget").status == 0)
                #expect(try await home.products().isEmpty)
            }
        }
    }

    @Test("Another spelling of its URL is the same product, and a rule that is met already is said to be")
    func sameProduct() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let first = try await home.salesctl("track", shop.page(6), "--below", "60", "--format", "json")
                let new = try first.json(as: TrackRecord.self)
                #expect(new.isNew && new.isAlreadyMet)
                let address = "HTTP://127.0.0.1:\(shop.port)/p/6?utm_source=mail&gclid=1#reviews"
                let second = try await home.salesctl("track", address, "--below", "40", "--format", "json")
                let known = try second.json(as: TrackRecord.self)
                #expect(!known.isNew && !known.isAlreadyMet && known.product.id == new.product.id)
                #expect(try await home.products().map(\.url) == [shop.page(6)])
            }
        }
    }

    @Test("A check waits for the confirmation of a drop, tells it once, and keeps JSON alone on standard output")
    func check() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6), "--below", "40").status == 0)
                shop.setPrice(39_99, of: 6)
                let run = try await home.salesctl("check", "--format", "json")
                #expect(run.status == 0)
                let checks = try run.jsonLines(as: OutcomeRecord.self)
                #expect(checks.count == 3 && checks.allSatisfy { $0.price?.amount == "39.99" })
                #expect(run.errors.contains("Price drop: ") && run.errors.contains("told over console"))

                let again = try await home.salesctl("check")
                #expect(again.status == 0 && !again.output.contains("Price drop: "))
                let alerts: [AlertRecord] = try await home.salesctl("alerts", "list", "--format", "json").json()
                #expect(alerts.map(\.status) == ["accepted"] && alerts.map(\.price?.amount) == ["39.99"])
                #expect(alerts.map(\.oldPrice?.amount) == ["49.99"] && alerts.map(\.channel) == ["console"])

                let history = try await home.salesctl("history", "1", "--format", "json").json(as: HistoryRecord.self)
                #expect(history.prices.map(\.price.amount) == ["49.99", "39.99"])
                #expect(history.lowest?.amount == "39.99" && history.highest?.amount == "49.99")
                let plain = try await home.salesctl("history", "1", "--since", "7d")
                #expect(plain.output.contains("lowest £39.99") && !plain.output.contains("\u{1B}"))
            }
        }
    }

    @Test("A check for people shows the drop on standard output")
    func checkForPeople() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let tracked = try await home.salesctl("track", shop.page(6), "--any-drop")
                #expect(tracked.status == 0)
                shop.setPrice(45_00, of: 6)
                let held = try await home.salesctl("check", "--no-wait")
                #expect(held.status == 0 && held.output.contains("held back") && !held.output.contains("Price drop: "))
                let run = try await home.salesctl("check")
                #expect(run.output.contains("Price drop: ") && run.output.contains("£45.00 (was £49.99)"))
            }
        }
    }

    @Test("An export taken over into a second store is the same export, however often it is taken")
    func roundTrip() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                for id in [1, 4, 6] {
                    let run = try await home.salesctl("track", shop.page(id), "--drop", "5%")
                    #expect(run.status == 0)
                }
                shop.setPrice(1_00, of: 6)
                #expect(try await home.salesctl("check", "3").status == 0)
                #expect(try await home.salesctl("pause", "2").status == 0)
                let first = try await home.salesctl("export")
                #expect(first.status == 0 && first.errors.isEmpty)
                #expect(first.output.split(separator: "\n").count > 8)
                let file = try home.file("all.jsonl", first.output)
                let copy = ["--store", "sqlite:\(home.folder.path)/copy.sqlite"]
                for _ in 0..<2 {
                    let taken = try await home.salesctl(["import", file] + copy)
                    #expect(taken.status == 0, "\(taken.errors)")
                }
                let piped = try await home.salesctl(["import"] + copy, input: first.output)
                #expect(piped.status == 0)
                let second = try await home.salesctl(["export"] + copy)
                #expect(second.output == first.output)
            }
        }
    }

    @Test("Products that are followed no more are told in JSON, one as it is and several as a list")
    func untrackedInJSON() async throws {
        struct Product: Decodable {
            let id: Int
        }
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                for number in 6...8 { #expect(try await home.salesctl("track", shop.page(number)).status == 0) }
                let one: Product = try await home.salesctl("untrack", "1", "--format", "json").json()
                #expect(one.id == 1)
                let more: [Product] = try await home.salesctl("untrack", "2", "3", "--forget", "--format", "json")
                    .json()
                #expect(more.map(\.id) == [2, 3])
            }
        }
    }

    @Test("An export that finds the disk full does not end with 0")
    func fullDisk() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6)).status == 0)
                let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
                let run = try await home.start("export", output: full).end()
                #expect(run.status == 74 && run.errors.contains("is not complete"), "\(run.errors)")
            }
        }
    }
}
