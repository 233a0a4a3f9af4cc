import ArgumentParser
import SalesCore
import Testing

@testable import salesctl

@Suite("Settings that do nothing", .timeLimit(.minutes(15)))
struct SettingWarningTests {
    @Test("A variable that nothing reads is named once on standard error, with the one that was meant")
    func variable() async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl(
                ["list", "--format", "json"],
                environment: ["SALES_CHECKS_INTRVAL": "5s", "SALES_CHECKS_INTERVAL": "5s"]
            )
            #expect(run.status == 0)
            #expect(run.output.hasPrefix("["))
            let lines = run.errors.split(separator: "\n")
            #expect(lines.count == 1 && run.errors.contains("SALES_CHECKS_INTRVAL is no setting and does nothing"))
            #expect(run.errors.contains("Did you mean SALES_CHECKS_INTERVAL?"))
        }
    }

    @Test("The variables of a host are settings where the file names the host")
    func hosts() {
        let settings = EnvironmentSettings([
            "SALES_HOSTS_SHOP_EXAMPLE_RATE": "1", "SALES_HOSTS_OTHER_EXAMPLE_RATE": "1", "SALES_CONFIG": "x",
            "SALES_STORE": "", "SALES_NOTHING": "", "HOME": "/",
        ])
        #expect(
            settings.names.sorted() == [
                "SALES_CONFIG", "SALES_HOSTS_OTHER_EXAMPLE_RATE", "SALES_HOSTS_SHOP_EXAMPLE_RATE",
            ]
        )
        let warnings = settings.warnings(hosts: ["shop.example"])
        #expect(warnings.count == 1 && warnings[0].contains("SALES_HOSTS_OTHER_EXAMPLE_RATE"))
        #expect(warnings[0].contains("only if the configuration file names it"))
    }

    @Test("No more than ten variables are named, however many there are")
    func many() {
        let names = (0..<1_000).map { ("SALES_X\($0)", "1") }
        #expect(EnvironmentSettings(Dictionary(uniqueKeysWithValues: names)).warnings(hosts: []).count == 10)
    }

    @Test(
        "The nearest name is found for typing mistakes and for nothing else",
        arguments: [
            ("checks.intrval", "checks.interval"), ("check.interval", "checks.interval"),
            ("notify.chanels", "notify.channels"), ("notfiy.channels", "notify.channels"),
            ("checks.inervtal", "checks.interval"), ("prize", nil), ("", nil),
            (String(repeating: "checks", count: 1_000), nil),
        ] as [(String, String?)]
    )
    func nearest(_ text: String, _ expected: String?) {
        #expect(NearestName.of(text, among: SettingKey.names(of: nil)) == expected)
    }

    @Test("Every number, duration and size has a range that its own standard value is in")
    func ranges() async throws {
        let settings = try await AppSettings(options: try GlobalOptions.parse([]), environment: [:])
        for key in SettingKey.all {
            let standard: String? =
                switch key.name {
                case "checks.interval": DurationText.text(settings.pace.interval)
                case "checks.confirm_after": DurationText.text(settings.pace.confirmation.lowerBound)
                case "checks.confirm_within": DurationText.text(settings.pace.confirmation.upperBound)
                case "checks.timeout": DurationText.text(settings.timeout)
                case "checks.concurrency": "\(settings.concurrency)"
                case "rules.rearm_after": DurationText.text(settings.rules.policy.rearmAfter)
                case "hosts.default.rate": "\(settings.standardHost.limits.rate)"
                case "hosts.default.burst": "\(settings.standardHost.limits.burst)"
                case "hosts.default.connections": "\(settings.standardHost.limits.connections)"
                case "notify.smtp.security": "starttls"
                case "notify.smtp.port": "587"
                default: nil
                }
            if let standard { #expect(SettingValue.fault(of: standard, key) == nil, "\(key.name)") }
            switch key.kind {
            case .whole, .number, .money, .duration:
                #expect(key.kind.words.contains(" from ") && key.kind.words.contains(" to "))
                for wrong in ["-1", "99999999999999999999", "1e400", "-1s", "9999999w", "", "x"] {
                    #expect(SettingValue.fault(of: wrong, key) != nil, "\(key.name) \(wrong)")
                }
            default: break
            }
        }
    }
}
