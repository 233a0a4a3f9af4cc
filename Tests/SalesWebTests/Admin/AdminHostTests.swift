import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Hosts and the three minutes, for admins")
struct AdminHostTests {
    private struct Standing: Decodable {
        struct Figures: Decodable {
            let count: Int
            let withinPromise: Int
            let p50Ms: Int64
            let worstMs: Int64
        }
        struct Robots: Decodable {
            let status: Int
            let isUnreachable: Bool
            let bytes: Int
        }
        struct Host: Decodable {
            let host: String
            let products: Int
            let askedIntervalMs: Int64
            let intervalMs: Int64
            let boundMs: Int64
            let isKept: Bool
            let isRateTooLow: Bool
            let told: Figures?
            let circuit: String
            let pausedUntil: String?
            let pauseReason: String?
            let consecutiveFailures: Int
            let robots: Robots?
        }
        let promiseMs: Int64
        let told: Figures?
        let alerts: [String: Int]
        let hosts: [Host]
        let next: String?
    }

    private let bench = WebBench()
    private let hosts = "/api/v1/admin/hosts"

    @Test("a host with more products than its rate reads is shown with the interval that it really has")
    func honest() async throws {
        var bench = WebBench()
        bench.hosts = HostPolicy()
        for number in 0..<200 { try await bench.follow(number, host: "large.example") }
        try await bench.follow(1, host: "small.example")
        let standing: Standing = try await bench.ask(.get, hosts, try await bench.admin()).json()
        #expect(standing.promiseMs == 180_000 && standing.hosts.map(\.host) == ["large.example", "small.example"])
        let (large, small) = (standing.hosts[0], standing.hosts[1])
        #expect(large.products == 200 && large.askedIntervalMs == 60_000 && large.intervalMs == 200_000)
        #expect(!large.isKept && large.isRateTooLow && large.boundMs > 180_000)
        #expect(small.intervalMs == 60_000 && small.isKept && !small.isRateTooLow && small.boundMs <= 180_000)
        #expect(small.told == nil && small.circuit == "closed" && small.robots == nil)
    }

    @Test("times are those of the alerts that were told, of each host and of all")
    func told() async throws {
        try await bench.follow(1)
        try await bench.follow(1, host: "other.example")
        let admin = try await bench.admin()
        try await bench.addAlert(1, .accepted, took: .seconds(80))
        try await bench.addAlert(2, .accepted, took: .seconds(200))
        try await bench.addAlert(3, .dead, failure: "no")
        bench.clock.advance(by: .seconds(600))
        let standing: Standing = try await bench.ask(.get, hosts, admin).json()
        #expect(standing.alerts["accepted"] == 2 && standing.alerts["dead"] == 1 && standing.alerts["pending"] == 0)
        let own = standing.hosts.first { $0.host == Sample.host }
        for figures in [standing.told, own?.told] {
            #expect(figures?.count == 2 && figures?.withinPromise == 1)
            #expect(figures?.p50Ms == 80_000 && figures?.worstMs == 200_000)
        }
        let others = standing.hosts.filter { $0.host != Sample.host }
        #expect(others.allSatisfy { $0.told == nil })
    }

    @Test("a host that is left alone says until when and why, and what its robots.txt was")
    func troubled() async throws {
        try await bench.follow(1)
        let until = bench.clock.now + .seconds(60)
        let pause = HostChange.Pause(until: until, reason: "5 requests in a row failed")
        try await bench.store.updateHost(
            Sample.host,
            HostChange(
                pause: .some(.some(pause)),
                consecutiveFailures: 5,
                robots: RobotsRecord(status: 503, text: "", fetchedAt: bench.clock.now)
            )
        )
        let admin = try await bench.admin()
        let open: Standing = try await bench.ask(.get, hosts, admin).json()
        #expect(open.hosts[0].circuit == "open" && open.hosts[0].pausedUntil == until.description)
        #expect(open.hosts[0].pauseReason == "5 requests in a row failed" && open.hosts[0].consecutiveFailures == 5)
        #expect(open.hosts[0].robots?.status == 503 && open.hosts[0].robots?.isUnreachable == true)
        bench.clock.advance(by: .seconds(60))
        let later: Standing = try await bench.ask(.get, hosts, admin).json()
        #expect(later.hosts[0].circuit == "half_open" && later.hosts[0].pausedUntil == nil)
    }

    @Test("hosts come a page at a time in the order of their names, the figures of all with each")
    func pages() async throws {
        for host in ["c.example", "a.example", "b.example"] { try await bench.follow(1, host: host) }
        let admin = try await bench.admin()
        let first: Standing = try await bench.ask(.get, "\(hosts)?limit=2", admin).json()
        #expect(first.hosts.map(\.host) == ["a.example", "b.example"])
        let token = try #require(first.next)
        let last: Standing = try await bench.ask(.get, "\(hosts)?limit=2&after=\(token)", admin).json()
        #expect(last.hosts.map(\.host) == ["c.example"] && last.next == nil)
    }
}
