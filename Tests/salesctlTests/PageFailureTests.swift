import Foundation
import Testing

@testable import LocalShop

/// Something that goes wrong with a product's page, and what salesctl has to make of it.
struct PageFailure: Sendable, CustomTestStringConvertible {
    let name: String
    let fault: Fault
    let status: Int32
    let outcome: String
    /// A part of the sentence.
    let words: String
    var product = 6
    var environment: [String: String] = [:]

    var testDescription: String { name }

    init(
        _ name: String,
        _ fault: Fault,
        _ status: Int32,
        _ outcome: String,
        _ words: String,
        product: Int = 6,
        environment: [String: String] = [:]
    ) {
        (self.name, self.fault, self.status, self.outcome, self.words) = (name, fault, status, outcome, words)
        (self.product, self.environment) = (product, environment)
    }

    private static let shortPatience = ["SALES_CHECKS_TIMEOUT": "1s"]

    static let all: [PageFailure] = [
        PageFailure("404", Fault(kind: .status, status: 404), 69, "gone", "answers 404"),
        PageFailure("410", Fault(kind: .status, status: 410), 69, "gone", "answers 410"),
        PageFailure("403", Fault(kind: .status, status: 403), 69, "blocked", "answers 403"),
        PageFailure("captcha", Fault(kind: .captcha), 69, "blocked", "a bot wall"),
        PageFailure("captcha with 503", Fault(kind: .captcha, status: 503), 69, "blocked", "keeps programs out"),
        PageFailure("login", Fault(kind: .login), 69, "blocked", "asks to log in"),
        PageFailure("429", Fault(kind: .status, status: 429, retryAfter: "90"), 75, "failed", "It asks to wait 90s."),
        PageFailure("500", Fault(kind: .status, status: 500), 75, "failed", "answers 500."),
        PageFailure("503", Fault(kind: .status, status: 503, retryAfter: "3600"), 75, "failed", "wait 1h."),
        PageFailure("empty", Fault(kind: .empty), 69, "failed", "the body is empty"),
        PageFailure("truncated", Fault(kind: .truncate), 75, "failed", "ended before the length"),
        PageFailure("endless", Fault(kind: .endless), 69, "failed", "is larger than"),
        PageFailure("gzip bomb", Fault(kind: .gzipBomb), 69, "failed", "is larger than"),
        PageFailure("binary", Fault(kind: .binary), 69, "failed", "a PNG file"),
        PageFailure("a price of 0", Fault(kind: .zero), 69, "no_price", "states no price"),
        PageFailure("two prices", Fault(kind: .twoPrices), 69, "ambiguous", "nothing tells which", product: 5),
        PageFailure("hang", Fault(kind: .hang), 75, "failed", "took too long", environment: shortPatience),
        PageFailure("slow", Fault(kind: .slow, seconds: 60), 75, "failed", "too long", environment: shortPatience),
        PageFailure("reset", Fault(kind: .reset), 75, "failed", "No connection to"),
        PageFailure("redirect to a private address", Fault(kind: .redirectPrivate), 77, "failed", "127.0.0.2"),
    ]
}

@Suite("A page that gives no price", .timeLimit(.minutes(15)))
struct PageFailureTests {
    @Test("It is told in words and in JSON with its exit code, and nothing is stored", arguments: PageFailure.all)
    func track(_ failure: PageFailure) async throws {
        try await OpenShop.with { shop in
            #expect(shop.shop.setFault(failure.fault, of: failure.product))
            try await Sandbox.with(allowing: shop) { home in
                let page = shop.page(failure.product)
                let tracked = try await home.salesctl(
                    ["track", page, "--format", "json"],
                    environment: failure.environment
                )
                #expect(tracked.status == failure.status)
                #expect(try tracked.json(as: OutcomeRecord.self).outcome == failure.outcome)
                #expect(tracked.errors.contains("Not tracked: "))
                #expect(tracked.errors.contains(failure.words), "\(tracked.errors)")
                #expect(tracked.errors.hasSuffix(".\n"), "\(tracked.errors)")

                let extracted = try await home.salesctl(
                    ["extract", page, "--format", "json"],
                    environment: failure.environment
                )
                #expect(extracted.status == failure.status)
                let shown = try extracted.json(as: OutcomeRecord.self)
                #expect(shown.outcome == failure.outcome && shown.price == nil)
                try await home.expectNothingTracked()
            }
        }
    }

    @Test(
        "No price and two prices are told with 69, however the page states its prices",
        arguments: [1, 2, 3, 4, 5],
        [(kind: Fault.Kind.noPrice, outcome: "no_price"), (kind: .twoPrices, outcome: "ambiguous")]
    )
    func noOnePrice(_ product: Int, _ fault: (kind: Fault.Kind, outcome: String)) async throws {
        try await OpenShop.with { shop in
            #expect(shop.shop.setFault(Fault(kind: fault.kind), of: product))
            try await Sandbox.with(allowing: shop) { home in
                let run = try await home.salesctl("track", shop.page(product), "--format", "json")
                #expect(run.status == 69 && run.errors.contains("Not tracked: "))
                #expect(try run.json(as: OutcomeRecord.self).outcome == fault.outcome)
                try await home.expectNothingTracked()
            }
        }
    }

    @Test("The wait that a shop asks for is told to programs in seconds")
    func retryAfter() async throws {
        try await OpenShop.with { shop in
            #expect(shop.shop.setFault(Fault(kind: .status, status: 429, retryAfter: "90"), of: 6))
            try await Sandbox.with(allowing: shop) { home in
                let run = try await home.salesctl("track", shop.page(6), "--format", "json")
                #expect(try run.json(as: OutcomeRecord.self).retryAfterSeconds == 90)
            }
        }
    }
}

@Suite("A check of a page that fails", .timeLimit(.minutes(15)))
struct CheckFailureTests {
    static let failures: [PageFailure] = [
        PageFailure("404", Fault(kind: .status, status: 404), 69, "gone", "answers 404"),
        PageFailure("403", Fault(kind: .status, status: 403), 69, "blocked", "answers 403"),
        PageFailure("500", Fault(kind: .status, status: 500), 75, "failed", "answers 500"),
        PageFailure("two prices", Fault(kind: .twoPrices), 69, "ambiguous", "nothing tells which"),
        PageFailure("no price", Fault(kind: .zero), 69, "no_price", "states no price"),
        PageFailure("reset", Fault(kind: .reset), 75, "failed", "No connection to"),
    ]

    @Test("It ends with the exit code of the failure, and the last price stays", arguments: failures)
    func check(_ failure: PageFailure) async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(5)).status == 0)
                let price = try #require(try await home.products().first?.price)
                #expect(shop.shop.setFault(failure.fault, of: 5))
                let run = try await home.salesctl("check", "1", "--no-wait", "--format", "json")
                #expect(run.status == failure.status, "\(run.errors)")
                #expect(try run.jsonLines(as: OutcomeRecord.self).map(\.outcome) == [failure.outcome])
                #expect(try await home.products().map(\.price) == [price])
            }
        }
    }

    @Test("A host that asked to wait is left alone, which is temporary")
    func paused() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6)).status == 0)
                #expect(shop.shop.setFault(Fault(kind: .status, status: 429, retryAfter: "900"), of: 6))
                #expect(try await home.salesctl("check", "1").status == 75)
                let requests = shop.shop.log.count
                let run = try await home.salesctl("check", "1")
                #expect(run.status == 75 && run.output.contains("asked to wait"), "\(run.output)")
                #expect(shop.shop.log.count == requests)
            }
        }
    }
}
