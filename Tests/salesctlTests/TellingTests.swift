import Foundation
import Testing

@testable import LocalShop

@Suite("What was told, how fast, and what would have been", .timeLimit(.minutes(15)))
struct TellingTests {
    private struct StatusRecord: Decodable {
        struct Figures: Decodable {
            let count: Int
            let withinPromise: Int
            let worstMs: Int
        }

        struct Host: Decodable {
            let host: String
            let products: Int
            let intervalMs: Int
            let boundMs: Int
            let isKept: Bool
            let isRateTooLow: Bool
            let told: Figures?
        }

        let told: Figures?
        let alerts: [String: Int]
        let hosts: [Host]
    }

    private struct AlertRecord: Decodable {
        let id: String
        let status: String
        let trace: String?
    }

    private struct PreviewRecord: Decodable {
        struct Firing: Decodable {
            let kind: String
            let price: AmountRecord?
        }

        let rule: String
        let coolDown: String?
        let firings: [Firing]
        let enough: AmountRecord?
    }

    private func dropped(_ environment: [String: String], _ body: (OpenShop, Sandbox) async throws -> Void) async throws
    {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let set = environment.mapValues { $0.replacing("SHOP", with: shop.url) }
                #expect(try await home.salesctl(["track", shop.page(6), "--any-drop"], environment: set).status == 0)
                shop.setPrice(39_99, of: 6)
                _ = try await home.salesctl(["check"], environment: set)
                try await body(shop, home)
            }
        }
    }

    @Test("status shows the time of what was told, and keeps or breaks the promise by the host's rate")
    func status() async throws {
        try await dropped(["SALES_NOTIFY_CHANNELS": "console"]) { _, home in
            let status: StatusRecord = try await home.salesctl("status", "--format", "json").json()
            #expect(status.told?.count == 1 && status.told?.withinPromise == 1 && status.alerts["accepted"] == 1)
            let host = try #require(status.hosts.first)
            #expect(host.products == 1 && host.intervalMs == 60_000 && host.isKept && host.told?.count == 1)
            let words = try await home.salesctl("status", "--since", "1h")
            #expect(words.status == 0 && words.output.contains("1 alert: 100 % within 3 minutes · p50 "))
            #expect(words.output.contains("Told in the last 1h") && words.output.contains("kept"))
            let slow = ["SALES_HOSTS_DEFAULT_RATE": "0.001", "SALES_HOSTS_DEFAULT_BURST": "1"]
            let poor = try await home.salesctl("status", environment: slow)
            #expect(poor.output.contains("16 min 40 s") && poor.output.contains("no: rate too low"))
            #expect(poor.output.contains("hosts.HOST.rate"))
        }
    }

    @Test("alerts are chosen by their parts, and dead ones replayed by the same parts or rehearsed")
    func alerts() async throws {
        let hook = ["SALES_NOTIFY_CHANNELS": "webhook", "SALES_NOTIFY_WEBHOOK_URL": "SHOP/nowhere"]
        try await dropped(hook) { shop, home in
            func found(_ arguments: String...) async throws -> [AlertRecord] {
                try await home.salesctl(["alerts", "list", "--format", "json"] + arguments).json()
            }
            let dead = try await found("--status", "dead", "--status", "expired", "--failure", "404", "--since", "1h")
            #expect(dead.map(\.status) == ["dead"] && dead.first?.trace?.hasPrefix("1-") == true)
            #expect(try await found("--channel", "webhook", "--kind", "drop").count == 1)
            #expect(try await found("--channel", "email").isEmpty)
            #expect(try await found("--kind", "back-in-stock").isEmpty)
            #expect(try await found("--failure", "mailbox full").isEmpty)
            let other = try await home.salesctl("alerts", "retry", "--dry-run", "--channel", "email")
            #expect(other.status == 0 && other.output.contains("0 alerts would be tried again."))
            let rehearsal = try await home.salesctl("alerts", "retry", "--dry-run", "--failure", "404")
            #expect(rehearsal.status == 0 && rehearsal.output.contains("1 alert would be tried again."))
            #expect(try await found("--status", "dead").count == 1)
            let status = try await home.salesctl("status")
            #expect(status.output.contains("1 could not be told") && status.output.contains("salesctl alerts retry"))
            let id = try #require(dead.first).id
            let table = try await home.salesctl(["alerts"], environment: ["COLUMNS": "80"])
            #expect(table.output.hasPrefix("ID ") && table.output.contains("KIND"), "\(table.output)")
            #expect(
                table.output.contains("\n\(id.prefix(8))  ") && table.output.contains("  drop  dead "),
                "\(table.output)"
            )
            let record = try await home.salesctl("alerts", "show", String(id.prefix(6)))
            #expect(record.output.contains("identifier    \(id)") && record.output.contains("kind          drop"))
            let why = try #require(record.output.split(separator: "\n").first { $0.hasPrefix("  note ") }).dropFirst(16)
            let below = table.output.split(separator: "\n").filter { $0.hasPrefix("    ") }
            #expect(below.map { $0.dropFirst(4) }.joined(separator: " ") == why, "\(table.output)")
            let one: AlertRecord = try await home.salesctl("alerts", "show", id, "--format", "json").json()
            #expect(one.id == id && one.status == "dead")
            #expect(try await home.salesctl("alerts", "retry", id, "--dry-run").status == 64)
            #expect(try await home.salesctl("alerts", "retry", id, "--channel", "webhook").status == 64)
            #expect(try await home.salesctl("alerts", "retry", "--status", "accepted").status == 64)
            let mended = ["SALES_NOTIFY_CHANNELS": "webhook", "SALES_NOTIFY_WEBHOOK_URL": shop.url + "/sink"]
            let broken = hook.mapValues { $0.replacing("SHOP", with: shop.url) }
            let named = try await home.salesctl(["alerts", "retry", String(id.prefix(8))], environment: broken)
            #expect(named.status == 69 && named.errors.contains("1 alert to be tried again."), "\(named.errors)")
            let twice = try await home.salesctl(["alerts", "retry", String(id.prefix(8)), id], environment: broken)
            #expect(twice.status == 69 && twice.errors.contains("1 alert to be tried again."), "\(twice.errors)")
            let retry = try await home.salesctl(["alerts", "retry", "--failure", "404"], environment: mended)
            #expect(retry.status == 0 && shop.shop.posts.count == 1, "\(retry.errors)")
            #expect(try await found("--status", "accepted").map(\.id) == [id])
        }
    }

    @Test("what is held for somebody's time is no alert that is to be told now")
    func held() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let console = ["SALES_NOTIFY_CHANNELS": "console"]
                let track = ["track", shop.page(6), "--any-drop", "--in-digest"]
                #expect(try await home.salesctl(track, environment: console).status == 0)
                shop.setPrice(39_99, of: 6)
                _ = try await home.salesctl(["check"], environment: console)
                let words = try await home.salesctl("status")
                #expect(
                    words.output.contains("1 held until their time") && !words.output.contains("to be told"),
                    "\(words.output)"
                )
                struct Held: Decodable { let held: Int; let alerts: [String: Int] }
                let record: Held = try await home.salesctl("status", "--format", "json").json()
                #expect(record.held == 1 && record.alerts["pending"] == 1)
            }
        }
    }

    @Test("a rule is tried on the history before anybody follows by it")
    func preview() async throws {
        try await dropped(["SALES_NOTIFY_CHANNELS": "console"]) { shop, home in
            let once = try await home.salesctl("rules", "preview", "1", "--below", "45.00")
            #expect(once.status == 0 && once.output.contains("told you something once in the last 90 days"))
            #expect(once.output.contains("£39.99, was £49.99"))
            let never = try await home.salesctl("rules", "preview", shop.page(6), "--below", "20.00", "--days", "7")
            #expect(never.output.contains("would never have told you anything in the last 7 days"))
            #expect(
                never.output.contains("The lowest price was £39.99") && never.output.contains("--below 40.00 would")
            )
            let record: PreviewRecord = try await home.salesctl(
                "rules",
                "preview",
                "1",
                "--when",
                "drop 10% or gone",
                "--format",
                "json"
            ).json()
            #expect(record.firings.map(\.kind) == ["drop"] && record.enough == nil)
            #expect(record.firings.first?.price == AmountRecord(amount: "39.99", currency: "GBP"))
            let rested = ["rules", "preview", "1", "--any-drop", "--cool-down", "6h"]
            let words = try await home.salesctl(rested)
            #expect(words.output.contains("not again for 6h after an alert") && words.output.contains("something once"))
            let json: PreviewRecord = try await home.salesctl(rested + ["--format", "json"]).json()
            #expect(json.coolDown == "6h" && json.firings.count == 1)
            #expect(
                try await home.salesctl("rules", "preview", "1", "--any-drop", "--cool-down", "often").status == 64
            )
            #expect(try await home.salesctl("rules", "preview", "1").status == 64)
            #expect(try await home.salesctl("rules", "preview", "1", "--any-drop", "--days", "0").status == 64)
            #expect(try await home.salesctl("rules", "preview", "7", "--any-drop").status == 66)
            #expect(try await home.salesctl("rules", "preview", shop.page(5), "--any-drop").status == 66)
        }
    }
}
