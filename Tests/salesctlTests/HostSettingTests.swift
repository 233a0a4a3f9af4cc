import ArgumentParser
import Foundation
import HTTPTypes
import SalesCore
import SalesCurl
import Testing

@testable import salesctl

@Suite("What a configuration says of single hosts", .timeLimit(.minutes(15)))
struct HostSettingTests {
    /// The settings of a configuration file.
    private static func settings(_ text: String, environment: [String: String] = [:]) async throws -> AppSettings {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await AppSettings(
            options: try GlobalOptions.parse(["--config", file.path]),
            environment: environment
        )
    }

    @Test(
        "A host is found under whatever spelling it was named",
        arguments: [
            ("münchen.example", "xn--mnchen-3ya.example"), ("WWW.Shop.Example", "shop.example"),
            ("shop.example.", "shop.example"), ("\"shop.example:443\"", "shop.example"),
            ("\"127.0.0.1:8080\"", "127.0.0.1:8080"),
        ]
    )
    func spelling(_ name: String, _ site: String) async throws {
        let settings = try await Self.settings("hosts:\n  \(name):\n    rate: 3\n")
        #expect(settings.hosts.mapValues(\.limits.rate) == [site: 3])
    }

    @Test("Fields and cookies may be empty")
    func empty() async throws {
        let text = "hosts:\n  shop.example:\n    headers: [\"X-Empty:\", \"X-Store: 12\"]\n    cookies: a=; b=1=2;\n"
        let options = try #require(try await Self.settings(text).hostOptions()["shop.example"])
        let field = try #require(HTTPField.Name("X-Empty"))
        #expect(options.fields[field]?.isEmpty == true && options.fields.count == 2)
        #expect(options.cookies == ["a": "", "b": "1=2"])
    }

    @Test("Sections that say nothing are as good as not there")
    func sections() async throws {
        let settings = try await Self.settings(
            "hosts:\n  # shop.example:\nchecks:\nnotify:\n  smtp: null\n  email: ~\nstore: \"memory:\"\n"
        )
        #expect(settings.hosts.isEmpty && settings.store.shown == "memory:")
        let host = try await Self.settings("hosts:\n  default:\n  shop.example:\n")
        #expect(Array(host.hosts.keys) == ["shop.example"])
    }

    @Test(
        "robots.txt is asked by the name that the User-Agent shows",
        arguments: [
            (nil, "SalesTracker"), ("MyTracker/1.0 (+https://example.com)", "MyTracker"),
            ("Mozilla/5.0 (compatible; My-Tracker/1.0; +https://example.com)", "My-Tracker"),
            ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0", "SalesTracker"), ("7", "SalesTracker"),
        ] as [(String?, String)]
    )
    func robots(_ userAgent: String?, _ agent: String) async throws {
        let environment = userAgent.map { ["SALES_USER_AGENT": $0] } ?? [:]
        #expect(try await Self.settings("", environment: environment).robotsAgent == agent)
    }

    @Test("A proxy's user name and password are its own settings, and the password is never shown")
    func proxy() async throws {
        let settings = try await Self.settings(
            "proxy: http://proxy.example:3128\nproxy_username: ann\n",
            environment: ["SALES_PROXY_PASSWORD": Sandbox.secret]
        )
        let proxy = try #require(try settings.proxyServer())
        #expect(proxy.user == "ann" && proxy.password == Sandbox.secret)
        #expect(!String(reflecting: try settings.curlOptions()).contains(Sandbox.secret))
    }

    @Test("A header that is wrong is not repeated")
    func secret() async throws {
        try await Sandbox.with { home in
            for value in ["[\"Authorization: \(Sandbox.secret)\\t\"]", "\(Sandbox.secret)"] {
                let file = try home.file("headers.yaml", "hosts:\n  shop.example:\n    headers: \(value)\n")
                let run = try await home.salesctl("list", "--config", file)
                #expect(run.status == 65 && run.errors.contains("hosts.shop.example.headers must be"), "\(run.errors)")
            }
        }
    }
}
