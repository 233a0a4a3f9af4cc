import SalesCore
import SalesTesting
import Testing

@testable import SalesCurl

@Suite("A proxy")
struct ProxyTests {
    @Test(
        "is given to libcurl with its port, which libcurl would take to be 1080 otherwise",
        arguments: [
            ("http://proxy.example/", "http://proxy.example:80"),
            ("https://proxy.example", "https://proxy.example:443"),
            ("http://proxy.example:3128/", "http://proxy.example:3128"), ("http://[fd00::1]/", "http://[fd00::1]:80"),
        ]
    )
    func port(_ text: String, _ written: String) throws {
        #expect(ProxyServer(url: try PageURL(text)).description == written)
    }

    @Test(
        "is asked for no name that means something inside of a network only",
        arguments: [
            "localhost", "printer", "shop.localhost", "nas.local", "metadata.google.internal", "router.home.arpa",
            "a.localdomain", "nas.lan", "LOCALHOST.", "wiki.corp",
        ]
    )
    func localNames(_ host: String) async throws {
        let proxy = try ScriptedServer { _, connection in connection.respond(text: "inside") }
        defer { proxy.stop() }
        var options = TestFetcher.options
        options.proxy = ProxyServer(url: proxy.origin)
        let fetcher = TestFetcher.make(options: options)
        for scheme in ["http", "https"] {
            let error = await #expect(throws: FetchError.self) {
                try await fetcher.fetch(FetchRequest(url: PageURL("\(scheme)://\(host)/")))
            }
            #expect(error?.code == .refused)
        }
        #expect(proxy.requests.isEmpty)
    }

    @Test("is asked for names that only look like those of a network")
    func publicNames() throws {
        let policy = NetworkPolicy.publicInternet(own: [])
        for host in ["shop.example", "local.example", "internal.shop.example", "thelocal.example", "mylan.example"] {
            #expect(policy.refusal(of: try PageURL("https://\(host)/"), isProxied: true) == nil, "\(host)")
        }
        // Without a proxy the address decides, which the operator may have allowed.
        #expect(policy.refusal(of: try PageURL("http://localhost/")) == nil)
    }

    @Test("that asks for a password is told from a shop that cannot be reached", arguments: ["http", "https"])
    func password(_ scheme: String) async throws {
        let proxy = try ScriptedServer { _, connection in
            connection.respond(
                "407 Proxy Authentication Required",
                fields: ["Proxy-Authenticate: Basic realm=\"proxy\""],
                text: "who are you?"
            )
        }
        defer { proxy.stop() }
        var options = TestFetcher.options
        options.proxy = ProxyServer(url: proxy.origin, user: "ann", password: "s3cret-canary")
        let fetcher = TestFetcher.make(options: options)
        let error = await #expect(throws: FetchError.self) {
            try await fetcher.fetch(FetchRequest(url: PageURL("\(scheme)://shop.example/"), limits: .unhurried))
        }
        #expect(error?.message.contains("proxy_password") == true, "\(String(describing: error))")
        #expect(error?.message.contains("canary") == false)
    }
}
