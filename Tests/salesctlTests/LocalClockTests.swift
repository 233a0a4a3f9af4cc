import Foundation
import SalesCore
import Testing

@testable import LocalShop
@testable import salesctl

@Suite("Moments for people", .timeLimit(.minutes(15)))
struct LocalClockTests {
    @Test("are by TZ, else by the zone that the person set, else by the machine's")
    func zone() {
        #expect(LocalClock(setting: "Asia/Tokyo", environment: ["TZ": ""]).zone.identifier == "Asia/Tokyo")
        #expect(LocalClock(setting: "Asia/Tokyo", environment: ["TZ": "Europe/Berlin"]).zone == .current)
        #expect(LocalClock(setting: "No/Where", environment: [:]).zone == .current)
        #expect(LocalClock(setting: nil, environment: [:]).zone == .current)
    }

    @Test("have the zone's hours and no milliseconds in show, history and alerts; programs get UTC")
    func commands() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6), "--any-drop").status == 0)
                shop.setPrice(39_99, of: 6)
                #expect(try await home.salesctl("check").status == 0)
                #expect(try await home.salesctl("users", "edit", "1", "--zone", "Asia/Kathmandu").status == 0)
                let show = try await home.salesctl("show", "1")
                #expect(
                    show.output.split(separator: "\n").filter { $0.contains("UTC+5:45") }.count == 3,
                    "\(show.output)"
                )
                let named = try await home.salesctl(["show", "1"], environment: ["TZ": "Asia/Tokyo"])
                #expect(named.output.contains("UTC+9") && !named.output.contains("UTC+5:45"), "\(named.output)")
                let stamp = #/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /#
                let history = try await home.salesctl("history", "1")
                #expect(history.output.matches(of: stamp).count == 2, "\(history.output)")
                let alerts = try await home.salesctl("alerts")
                #expect(alerts.output.contains(#/\d [A-Z][a-z]{2} \d\d:\d\d /#), "\(alerts.output)")
                for run in [show, named, history, alerts] {
                    #expect(!run.output.contains(#/\d\.\d{3}Z/#), "\(run.output)")
                }
                let json = try await home.salesctl("show", "1", "--format", "json")
                #expect(json.output.contains(#/"last_check_at" : "[-0-9]+T[:0-9]+\.\d{3}Z"/#), "\(json.output)")
            }
        }
    }
}
