import Foundation
import Testing

@testable import LocalShop

@Suite("Web hooks beside a proxy", .timeLimit(.minutes(15)))
struct HookAndProxyTests {
    @Test("A hook is posted to without the pages' proxy")
    func hook() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with { home in
                let run = try await home.salesctl(
                    ["notify", "test", "webhook"],
                    environment: [
                        "SALES_NOTIFY_CHANNELS": "webhook", "SALES_NOTIFY_WEBHOOK_URL": shop.url + "/sink",
                        "SALES_PROXY": "http://127.0.0.1:1",
                    ]
                )
                #expect(run.status == 0 && shop.shop.posts.count == 1, "\(run.errors)")
            }
        }
    }

    @Test("A channel that is set up and not used is named, with what to do")
    func idle() async throws {
        try await Sandbox.with { home in
            let list = try await home.salesctl("notify", "list")
            #expect(list.status == 0 && list.errors.contains("add email to notify.channels"))
            let test = try await home.salesctl("notify", "test", "email")
            #expect(test.status == 64 && test.errors.contains("add email to notify.channels"))
            let none = try await home.salesctl("notify", "test", "desktop")
            #expect(none.status == 64 && none.errors.contains("is not set up"))
        }
    }
}
