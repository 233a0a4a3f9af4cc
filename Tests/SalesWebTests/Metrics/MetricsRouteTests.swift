import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What is counted of requests, and who is told")
struct MetricsRouteTests {
    private let bench = WebBench()

    @Test("admins are told in Prometheus' text, others that there is nothing")
    func access() async throws {
        let admin = HTTPFields.token(try await bench.signIn("root", isAdmin: true))
        let person = HTTPFields.token(try await bench.signIn("anna"))
        let told = try await bench.ask(.get, "/metrics", admin)
        #expect(told.status == 200)
        #expect(told.fields[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(told.body.contains("\nsales_build_info{version=\"1.2.3\"} 1\n"))
        #expect(try await bench.ask(.get, "/metrics", person).status == 404)
        #expect(try await bench.ask(.get, "/metrics").status == 401)
    }

    @Test("requests are counted by the pattern of their route, their method and their class of status")
    func requests() async throws {
        _ = try await bench.ask(.get, "/healthz")
        _ = try await bench.ask(.head, "/healthz")
        _ = try await bench.ask(.delete, "/api/v1/tokens/1")
        _ = try await bench.ask(.get, "/nothing/of/the/kind")
        _ = try await bench.ask(HTTPRequest.Method("PURGE")!, "/healthz")
        let text = PrometheusText.text(bench.metrics.families())
        for labels in [
            #"method="GET",route="/healthz",status="2xx""#, #"method="HEAD",route="/healthz",status="2xx""#,
            #"method="DELETE",route="/api/v1/tokens/{id}",status="4xx""#,
            #"method="GET",route="none",status="4xx""#, #"method="other",route="/healthz",status="4xx""#,
        ] { #expect(text.contains("\nsales_http_requests_total{\(labels)} 1\n"), "\(labels)") }
        #expect(text.contains(#"sales_http_request_duration_seconds_count{method="GET",route="/healthz"} 1"#))
    }

    @Test("nothing that a request carries is told: no path, query, token, cookie, body or address")
    func secrets() async throws {
        let canary = "c4n4ry"
        let admin = try await bench.signIn("root", isAdmin: true)
        let fields: [HTTPFields] = [
            [:], [.authorization: "Bearer \(canary)"], [.cookie: "__Host-sales=\(canary)"], [.userAgent: canary],
            .token(admin),
        ]
        for fields in fields {
            for path in ["/\(canary)", "/api/v1/tokens/\(canary)", "/healthz?\(canary)=\(canary)"] {
                for method in [HTTPRequest.Method.get, .post, .delete, HTTPRequest.Method("CANARY-\(canary)")!] {
                    _ = try await bench.ask(method, path, fields, body: canary)
                }
            }
        }
        let told = try await bench.ask(.get, "/metrics", .token(admin)).body
        #expect(!told.contains(canary) && !told.contains(admin.text) && !told.contains("root@example.com"))
        #expect(told.contains(#"method="other""#))
    }
}
