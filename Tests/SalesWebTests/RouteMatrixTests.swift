import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Who may ask for which route")
struct RouteMatrixTests {
    private static let verbs: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]

    /// A service that counts nobody out while they are all asked for.
    private var bench: WebBench {
        var bench = WebBench()
        bench.settings.registration = .open
        let much = RateLimit(perMinute: 1_000_000, burst: 1_000_000)
        bench.settings.limits.person = much
        bench.settings.limits.address = much
        bench.settings.limits.costly = much
        bench.settings.limits.guesses = much
        return bench
    }

    @Test("is written here for each of them, and for no others")
    func complete() throws {
        var found: [String: [HTTPRequest.Method: Access]] = [:]
        for route in WebService.routes(try bench.parts, bench.settings) {
            #expect(found[route.path]?[route.method] == nil, "\(route.method) \(route.path) is there twice")
            found[route.path, default: [:]][route.method] = route.access
        }
        for path in Set(found.keys).union(RouteRows.all.keys).sorted() {
            #expect(found[path] == RouteRows.all[path], "\(path)")
        }
    }

    @Test("is held to, for each route, verb and role")
    func matrix() async throws {
        let bench = bench
        // Whatever a route does to one of them, the next has one of its own.
        func fields(_ role: Role, _ number: Int) async throws -> HTTPFields {
            guard role != .nobody else { return [:] }
            return .token(try await bench.signIn("\(role)-\(number)", isAdmin: role == .admin))
        }
        var asked: [(Role, HTTPRequest.Method, String, Access?, HTTPFields)] = []
        for (pattern, methods) in RouteRows.all.sorted(by: { $0.key < $1.key }) {
            for verb in Self.verbs {
                let access = methods[verb] ?? (verb == .head ? methods[.get] : nil)
                for role in Role.allCases {
                    asked.append((role, verb, pattern, access, try await fields(role, asked.count)))
                }
            }
        }
        try await bench.asking { [asked] service in
            for (role, verb, pattern, access, fields) in asked {
                let path = pattern.replacing(/\{\w+\}/, with: "1")
                let status = try await service.ask(verb, path, fields).status
                let isRight: Bool =
                    switch (access, role) {
                    case (nil, _): status == 405
                    case (.open, _), (.people, .anna), (.people, .ben), (.people, .admin), (.admins, .admin):
                        ![401, 403, 405, 429].contains(status) && status < 500
                    case (.people, .nobody): status == 401 || status == 303
                    case (.admins, .nobody): status == 401 || status == 303
                    case (.admins, .anna), (.admins, .ben): status == 404
                    }
                #expect(isRight, "\(role) \(verb) \(path): \(status)")
            }
        }
    }

    @Test("no other site makes a browser change anything")
    func otherSites() async throws {
        let bench = bench
        let browser = try await bench.signIn("anna", as: .browser, isAdmin: true)
        let changing = WebService.routes(try bench.parts, bench.settings).filter {
            !$0.method.changesNothing && !$0.isOneClick
        }
        #expect(!changing.isEmpty)
        try await bench.asking { service in
            for route in changing {
                let path = route.path.replacing(/\{\w+\}/, with: "1")
                for said in [
                    [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"], [.origin: "https://evil.example"],
                    [.origin: "null"],
                ] as [HTTPFields] {
                    var fields = HTTPFields.cookie(browser)
                    fields.append(contentsOf: said)
                    let answer = try await service.ask(route.method, path, fields)
                    #expect(answer.status == 403, "\(route.method) \(path)")
                }
            }
        }
    }

    private enum Role: CaseIterable, Sendable {
        case nobody, anna, ben, admin
    }
}
