import Testing

@testable import LocalShop

@Suite("What -v says", .timeLimit(.minutes(15)))
struct VerboseTests {
    @Test("Every step is told on standard error, none without it, and never a query")
    func steps() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                let quiet = try await home.salesctl("track", shop.page(6))
                #expect(quiet.status == 0 && quiet.errors.isEmpty)
                let page = shop.page(5) + "?key=unheard-of"
                let track = try await home.salesctl("-v", "track", page)
                #expect(track.status == 0)
                for words in ["Store opened", home.storePath, "Allowed by robots.txt", "Answered", "/p/5?…", "Read"] {
                    #expect(track.errors.contains(words), "\(words)")
                }
                for words in ["status=200", "bytes=", "ms=", "conditional=false", "outcome=offer"] {
                    #expect(track.errors.contains(words), "\(words)")
                }
                #expect(!track.errors.contains("Asking") && !track.errors.contains("unheard-of"))
                let all = try await home.salesctl("check", "1", "-vv")
                #expect(all.status == 0 && all.errors.contains("Asking"))
            }
        }
    }

    @Test("What robots.txt forbids and what is no offer is told with the reason")
    func reasons() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(shop.shop.setFault(Fault(kind: .captcha), of: 5))
                let run = try await home.salesctl("extract", shop.page(5), "-v")
                #expect(run.status == 69)
                #expect(run.errors.contains("outcome=blocked") && run.errors.contains("why="))
            }
        }
    }
}
