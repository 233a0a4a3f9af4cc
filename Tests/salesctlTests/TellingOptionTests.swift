import Testing

@testable import LocalShop

@Suite("When a product is told, from the command line", .timeLimit(.minutes(15)))
struct TellingOptionTests {
    @Test("Cool-down and digest are said by track, show, list and edit, kept until another is given, and exported")
    func wishes() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let wishes = ["--cool-down", "6h", "--in-digest"]
                let tracked = try await home.salesctl(["track", shop.page(6), "--any-drop"] + wishes)
                #expect(
                    tracked.status == 0 && tracked.output.contains("in the digest, not again for 6h after an alert")
                )
                #expect(try await home.salesctl("track", shop.page(6), "--below", "40").status == 0)
                let show = try await home.salesctl("show", "1")
                #expect(show.output.contains("in the digest, not again for 6h after an alert"))
                let product = try #require(try await home.products().first)
                #expect(product.coolDown == "6h" && product.isInDigest)
                let export = try await home.salesctl("export")
                #expect(export.output.contains(#""cool_down_milliseconds":21600000"#))
                #expect(export.output.contains(#""is_in_digest":true"#))
                let prompt = try await home.salesctl("edit", "1", "--no-in-digest")
                #expect(prompt.output.contains("told over every channel, not again for 6h after an alert."))
                let none: ProductRecord = try await home.salesctl(
                    "edit",
                    "1",
                    "--cool-down",
                    "None",
                    "--format",
                    "json"
                )
                .json()
                #expect(none.coolDown == nil && !none.isInDigest)
                #expect(try await !home.salesctl("show", "1").output.contains("after an alert"))
            }
        }
    }

    @Test("What is true already is told by the next check if that was asked for, and else not")
    func tellNow() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let track = ["track", shop.page(6), "--below"]
                let silent = try await home.salesctl(track + ["60"])
                #expect(
                    silent.output.contains(
                        "It costs less than £60.00 already. You will be told when that becomes so again;"
                    )
                )
                #expect(try await !home.salesctl("check").output.contains("As you asked"))
                let told = try await home.salesctl(track + ["55", "--tell-now"])
                #expect(told.status == 0 && told.output.contains("already; `salesctl watch` or `check` tells it now."))
                #expect(try await home.salesctl("check").output.contains("As you asked: "))
                #expect(try await home.salesctl("edit", "1", "--below", "52", "--tell-now").status == 0)
                #expect(try await home.salesctl("check").output.contains("As you asked: "))
                #expect(try await !home.salesctl("check").output.contains("As you asked: "))
            }
        }
    }
}
