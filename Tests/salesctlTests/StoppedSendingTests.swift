import Foundation
import Testing

@testable import LocalShop

@Suite("Sending that is stopped", .timeLimit(.minutes(5)))
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
