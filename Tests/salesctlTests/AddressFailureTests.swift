import Foundation
import Testing

@testable import LocalShop

/// An address that cannot be tracked.
struct AddressFailure: Sendable, CustomTestStringConvertible {
    /// `{shop}` stands for the shop's host and port.
    let address: String
    let status: Int32
    /// A part of the sentence.
    let words: String
    var environment: [String: String] = [:]

    var testDescription: String { address }

    init(_ address: String, _ status: Int32, _ words: String, environment: [String: String] = [:]) {
        (self.address, self.status, self.words, self.environment) = (address, status, words, environment)
    }

    static let all: [AddressFailure] = [
        AddressFailure("kettle", 64, "This is not a URL"),
        AddressFailure("", 64, "salesctl: "),
        AddressFailure("http://", 64, "salesctl: "),
        AddressFailure("ftp://example.com/kettle", 64, "Only http and https"),
        AddressFailure("file:///etc/passwd", 64, "Only http and https"),
        AddressFailure("javascript:alert(1)", 64, "salesctl: "),
        AddressFailure("http://10.0.0.1/kettle", 77, "10.0.0.1 does not lead to a public"),
        AddressFailure("http://169.254.169.254/latest/meta-data/", 77, "does not lead to a public"),
        AddressFailure("http://127.0.0.1:1/kettle", 77, "--allow-address"),
        AddressFailure("http://[::1]/kettle", 77, "does not lead to a public"),
        AddressFailure("http://0x7f000001/kettle", 64, "0x7f000001"),
        AddressFailure("http://localhost/kettle", 77, "does not lead to a public"),
        AddressFailure("https://no-such-shop.invalid/kettle", 75, "no-such-shop.invalid has no address"),
        AddressFailure(
            "http://127.0.0.1:1/kettle",
            75,
            "No connection to 127.0.0.1:1",
            environment: ["SALES_ALLOW_ADDRESSES": "127.0.0.1:1"]
        ),
        AddressFailure("https://{shop}/p/6", 69, "No secure connection to"),
        AddressFailure("http://{shop}/p/999", 69, "answers 404"),
        AddressFailure("http://{shop}/private/p/6", 77, "robots.txt"),
    ]
}

@Suite("An address that cannot be tracked", .timeLimit(.minutes(15)))
struct AddressFailureTests {
    @Test("It gets a sentence and its exit code, and nothing is stored", arguments: AddressFailure.all)
    func track(_ failure: AddressFailure) async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                let address = failure.address.replacingOccurrences(of: "{shop}", with: "127.0.0.1:\(shop.port)")
                let run = try await home.salesctl(["track", address], environment: failure.environment)
                #expect(run.status == failure.status, "\(run.errors)")
                #expect(run.output.isEmpty && run.errors.contains(failure.words), "\(run.errors)")
                #expect(shop.shop.log.allSatisfy { $0.price == nil })
                try await home.expectNothingTracked()
            }
        }
    }

    @Test("--allow-address opens the address that it names, and no other")
    func allowed() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with { home in
                let other = try await home.salesctl("track", shop.page(6), "--allow-address", "127.0.0.1:1")
                #expect(other.status == 77)
                let own = try await home.salesctl("track", shop.page(6), "--allow-address", "127.0.0.1:\(shop.port)")
                #expect(own.status == 0)
                let wrong = try await home.salesctl("track", shop.page(6), "--allow-address", "shop.example")
                #expect(wrong.status == 64 && wrong.errors.contains("is no address to allow"))
            }
        }
    }
}
