import ArgumentParser
import SalesCore
import SalesWeb
import Testing

@testable import salesctl

@Suite("For whom serve is there")
struct ServePlanTests {
    private static func plan(
        _ host: String = "127.0.0.1",
        origin: String? = nil,
        isPrivate: Bool? = nil,
        registration: WebSettings.Registration = .closed,
        port: Int = 8_080,
        allowsPlainHTTP: Bool = false
    ) async throws -> ServePlan {
        var settings = try await AppSettings(options: try GlobalOptions.parse([]), environment: [:])
        settings.web.host = host
        settings.web.port = port
        settings.web.origin = origin
        settings.web.isPrivate = isPrivate
        settings.web.registration = registration
        return try ServePlan(settings, allowsPlainHTTP: allowsPlainHTTP)
    }

    @Test("On this machine without an origin it is one person's, and an origin makes it many people's")
    func mode() async throws {
        for host in ["127.0.0.1", "localhost", "::1", "127.1.2.3"] {
            #expect(try await Self.plan(host).isPrivate, "\(host)")
            let named = try await Self.plan(host, origin: "https://sales.example")
            #expect(!named.isPrivate && named.address.origin == "https://sales.example", "\(host)")
        }
        #expect(try await Self.plan("0.0.0.0", origin: "https://sales.example", isPrivate: true).isPrivate)
        #expect(try await !Self.plan(origin: "http://127.0.0.1:8080").isPrivate)
        #expect(try await !Self.plan(isPrivate: false).isPrivate)
    }

    @Test("The origin is that of the host and the port that it really listens at, unless one is named")
    func origin() async throws {
        #expect(try await Self.plan().address.origin == "http://127.0.0.1:8080")
        #expect(try await Self.plan("::1", port: 0).address(on: 4_711).origin == "http://[::1]:4711")
        let named = try await Self.plan("0.0.0.0", origin: "https://Sales.Example:443/", port: 0)
        #expect(named.address(on: 4_711).origin == "https://sales.example")
        #expect(named.address(on: 4_711).place == "0.0.0.0:4711")
        let plain = try await Self.plan("192.0.2.7", allowsPlainHTTP: true)
        #expect(plain.address.origin == "http://192.0.2.7:8080" && !plain.isPrivate)
    }

    @Test("Others come in over TLS, or somebody said in words that they need not")
    func encrypted() async throws {
        let cases: [(host: String, origin: String?)] = [
            ("0.0.0.0", nil), ("192.0.2.7", nil), ("sales.example", nil), ("127.0.0.1.example", nil),
            ("127.0.0.1", "http://sales.example"), ("0.0.0.0", "http://127.0.0.1:8080"),
            ("192.0.2.7", "http://192.0.2.7:8080"),
        ]
        for (host, origin) in cases {
            for isPrivate in [nil, true] {
                let failure = await #expect(throws: CommandFailure.self) {
                    _ = try await Self.plan(host, origin: origin, isPrivate: isPrivate)
                }
                #expect(failure?.status == .refused, "\(host) \(origin ?? "")")
                for words in ["--origin https://", "web.origin", "--insecure-http"] {
                    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
                }
            }
        }
        #expect(
            try await Self.plan("0.0.0.0", origin: "http://sales.example", allowsPlainHTTP: true).isPrivate == false
        )
    }

    @Test("What cannot be reached, and a registration that nobody could use, are refused as usage")
    func usage() async throws {
        let failures: [CommandFailure?] = [
            await #expect(throws: CommandFailure.self) { _ = try await Self.plan("0.0.0.0", allowsPlainHTTP: true) },
            await #expect(throws: CommandFailure.self) { _ = try await Self.plan("::", allowsPlainHTTP: true) },
            await #expect(throws: CommandFailure.self) { _ = try await Self.plan(isPrivate: false, port: 0) },
            await #expect(throws: CommandFailure.self) { _ = try await Self.plan(registration: .open) },
            await #expect(throws: CommandFailure.self) {
                _ = try await Self.plan(origin: "https://a.example", isPrivate: true, registration: .invite)
            },
        ]
        for failure in failures { #expect(failure?.status == .usage, "\(failure?.message ?? "")") }
    }

    @Test("Links in messages lead to the origin, unless something else is set")
    func links() async throws {
        var settings = try await AppSettings(options: try GlobalOptions.parse([]), environment: [:])
        #expect(try settings.linkBase() == nil)
        settings.web.origin = "https://sales.example"
        #expect(try settings.linkBase()?.absoluteString == "https://sales.example/")
        settings.people.base = "https://alerts.example/t"
        #expect(try settings.linkBase()?.absoluteString == "https://alerts.example/t")
    }
}
