import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What is for admins")
struct AdminAccessTests {
    private let bench = WebBench()

    @Test("is not there for others, whatever they send: the same bytes as where there is nothing")
    func others() async throws {
        let person = HTTPFields.token(try await bench.signIn("anna"))
        let nothing = try await bench.ask(.get, "/api/v1/nothing", person)
        let routes = AdminRoutes.all(try bench.parts)
        #expect(routes.allSatisfy { $0.access == .admins })
        #expect(routes.count >= 9)
        for route in routes {
            let path = route.path.replacing(/\{\w+\}/, with: "1")
            let answer = try await bench.send(route.method, path, person, "{}")
            #expect(answer.status == 404 && answer.body == nothing.body, "\(route.method) \(path)")
        }
    }

    @Test("is looked at from a moment of the last month, a day ago unless given")
    func since() async throws {
        let admin = try await bench.admin()
        for (query, status) in [
            ("", 200), ("?since=\(bench.clock.now)", 200), ("?since=\(bench.clock.now - .seconds(31 * 86_400))", 200),
            ("?since=\(bench.clock.now + .seconds(1))", 422),
            ("?since=\(bench.clock.now - .seconds(31 * 86_400 + 1))", 422), ("?since=yesterday", 422), ("?since=", 422),
        ] { #expect(try await bench.ask(.get, "/api/v1/admin/hosts\(query)", admin).status == status, "\(query)") }
    }
}
