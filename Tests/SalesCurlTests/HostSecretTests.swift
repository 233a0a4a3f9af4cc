import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesCurl

@Suite("What the operator set for a host")
struct HostSecretTests {
    private static let secrets = HostOptions(
        fields: [.authorization: "Bearer secret", .referer: "https://example.com/"],
        cookies: ["session": "secret"]
    )

    private static func lines(_ text: String, isPrivate: Bool = true) throws -> [String] {
        var options = TestFetcher.options
        options.hosts = ["shop.example": secrets]
        return RequestFields.lines(
            for: FetchRequest(url: try PageURL(text)),
            options: options,
            isPrivate: isPrivate
        )
    }

    @Test("sends its cookies and credentials where nobody on the way can read them, and all else everywhere")
    func clearText() throws {
        let sealed = try Self.lines("https://www.shop.example/")
        #expect(sealed.contains("Cookie: session=secret") && sealed.contains("Authorization: Bearer secret"))
        let open = try Self.lines("http://www.shop.example/", isPrivate: false)
        #expect(open.contains("Referer: https://example.com/") && !open.contains { $0.contains("secret") })
    }

    @Test("does not leave in clear text through a proxy either")
    func proxied() async throws {
        let proxy = try ScriptedServer { _, connection in connection.respond(text: "page") }
        defer { proxy.stop() }
        var options = TestFetcher.options
        options.hosts = ["shop.example": Self.secrets]
        options.proxy = ProxyServer(url: proxy.origin)
        let request = FetchRequest(url: try PageURL("http://shop.example/"), limits: .unhurried)
        _ = try await TestFetcher.make(options: options).fetch(request)
        #expect(proxy.requests.first?.field("Referer") != nil)
        #expect(proxy.requests.first?.lines.contains { $0.contains("secret") } == false)
    }

    @Test("goes to its port alone")
    func port() throws {
        #expect(try !Self.lines("https://shop.example:8443/").contains { $0.contains("secret") })
    }

    @Test("is private on the way to an address that was allowed, and to no other without TLS")
    func own() throws {
        let one = try #require(AllowedAddress("127.0.0.1:8080"))
        let policy = NetworkPolicy.publicInternet(allowing: [one], own: [])
        #expect(policy.isOwn(try PageURL("http://127.0.0.1:8080/")))
        for text in ["http://127.0.0.1:8081/", "http://localhost:8080/", "http://shop.example/"] {
            #expect(!policy.isOwn(try PageURL(text)))
        }
    }
}
