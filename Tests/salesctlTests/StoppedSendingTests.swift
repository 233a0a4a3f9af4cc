import Foundation
import Testing

@testable import LocalShop

@Suite("Sending that is stopped", .timeLimit(.minutes(15)))
struct StoppedSendingTests {
    private struct AlertRecord: Decodable {
        let status: String
    }

    private static let stopped = ["SALES_NOTIFY_ENABLED": "false"]

    @Test("keeps every alert, and tells it when it goes on")
    func kept() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let hook = ["SALES_NOTIFY_CHANNELS": "webhook", "SALES_NOTIFY_WEBHOOK_URL": shop.url + "/sink"]
                let silent = hook.merging(Self.stopped) { $1 }
                #expect(try await home.salesctl("track", shop.page(6), environment: silent).status == 0)
                shop.setPrice(39_99, of: 6)
                let check = try await home.salesctl("check", environment: silent)
                #expect(check.status == 0 && check.errors.contains("SENDING IS STOPPED"), "\(check.errors)")
                #expect(shop.shop.posts.isEmpty)
                let waiting: [AlertRecord] = try await home.salesctl("alerts", "list", "--format", "json").json()
                #expect(waiting.map(\.status) == ["pending"])
                #expect(try await home.salesctl("check", environment: hook).status == 0)
                #expect(shop.shop.posts.count == 1)
            }
        }
    }

    @Test("keeps alerts that are tried again waiting, ends with 75, and is said with what to do, by status too")
    func retried() async throws {
        struct StatusRecord: Decodable {
            let sendingStopped: String?
        }
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let hook = ["SALES_NOTIFY_CHANNELS": "webhook", "SALES_NOTIFY_WEBHOOK_URL": shop.url + "/sink"]
                let silent = hook.merging(Self.stopped) { $1 }
                let none = try await home.salesctl("alerts", "retry", environment: silent)
                #expect(none.status == 0 && none.errors.contains("SENDING IS STOPPED"), "\(none.errors)")
                #expect(try await home.salesctl("track", shop.page(6), environment: hook).status == 0)
                shop.setPrice(39_99, of: 6)
                shop.shop.setRefusal(WebhookSink.Refusal(status: 404))
                #expect(try await home.salesctl("check", environment: hook).errors.contains("could not be told"))
                shop.shop.setRefusal(nil)
                let posts = shop.shop.posts.count
                let rehearsal = try await home.salesctl("alerts", "retry", "--dry-run", environment: silent)
                #expect(rehearsal.status == 0 && rehearsal.output.contains("1 alert would be tried again"))
                let run = try await home.salesctl("alerts", "retry", environment: silent)
                #expect(run.status == 75 && run.errors.contains("Set notify.enabled to true"), "\(run.errors)")
                #expect(run.errors.contains("SENDING IS STOPPED") && shop.shop.posts.count == posts)
                let status = try await home.salesctl("status", environment: silent)
                #expect(status.status == 0 && status.output.contains("SENDING IS STOPPED"), "\(status.output)")
                #expect(status.output.contains("once sending is not stopped any more"), "\(status.output)")
                let record = try await home.salesctl("status", "--format", "json", environment: silent)
                #expect(try record.json(as: StatusRecord.self).sendingStopped?.contains("notify.enabled") == true)
                let going = try await home.salesctl("status", "--format", "json", environment: hook)
                #expect(try going.json(as: StatusRecord.self).sendingStopped == nil)
            }
        }
    }

    @Test("is the reason that is given for a letter that was not sent, and no other one")
    func letters() async throws {
        try await Sandbox.with { home in
            let settings = [
                "SALES_LINKS_SECRET": String(repeating: Sandbox.secret, count: 3), "SALES_NOTIFY_CHANNELS": "email",
            ]
            let run = try await home.salesctl(
                ["users", "add", "--email", "ann@example.org"],
                environment: settings.merging(Self.stopped) { $1 }
            )
            #expect(run.status == 0 && run.output.contains("nothing was sent: sending is stopped"), "\(run.output)")
            #expect(!run.output.contains("enough was sent"))
        }
    }

    @Test("is said by every command that is about telling, with what set it")
    func said() async throws {
        try await Sandbox.with { home in
            for command in [["notify", "list"], ["doctor"], ["notify", "test", "console"]] {
                let run = try await home.salesctl(command, environment: Self.stopped)
                let words = run.output + run.errors
                #expect(words.contains("SENDING IS STOPPED: notify.enabled is false"), "\(words)")
                #expect(words.contains("SALES_NOTIFY_ENABLED"))
                #expect((command.last == "console") == (run.status == 77), "\(run.status)")
            }
            let file = try home.file("config.yaml", "notify:\n  enabled: off\n")
            let watch = try await home.start("watch", "--config", file, "--format", "json")
            while !watch.output.contains("watching"), !watch.hasEnded { await Task.yield() }
            #expect(watch.output.contains(#""sending":"stopped""#))
            watch.send(SIGTERM)
            let ended = try await watch.end()
            #expect(ended.status == 0 && ended.errors.contains("\(file) line 2 column 12"), "\(ended.errors)")
        }
    }
}
