import Foundation
import Testing

@testable import salesctl

@Suite("The doctor", .timeLimit(.minutes(15)))
struct DoctorTests {
    /// What the doctor prints as JSON; nothing else may stand in it.
    private struct Report: Decodable {
        struct Finding: Decodable, Equatable {
            let subject: String
            let state: String
            let message: String
            let exitCode: Int32
        }

        let isFine: Bool
        let exitCode: Int32
        let findings: [Finding]

        func all(_ subject: String) -> [Finding] { findings.filter { $0.subject == subject } }
    }

    @Test("It prints one JSON document with the exit code that it ends with")
    func json() async throws {
        try await Sandbox.with { home in
            let fine = try await home.salesctl("doctor", "--format", "json")
            let report = try fine.json(as: Report.self)
            #expect(fine.status == 0 && report.isFine && report.exitCode == 0)
            #expect(report.findings.allSatisfy { $0.exitCode == 0 })
            let subjects = [
                "salesctl", "libraries", "clock", "configuration", "TLS", "channel", "data folder", "store",
            ]
            #expect(report.findings.filter { $0.state == "ok" }.map(\.subject) == subjects)
            let libraries = report.all("libraries").first?.message ?? ""
            for name in ["libcurl 7.", "SQLite 3.", "libxml2 2."] { #expect(libraries.contains(name), "\(libraries)") }
            // The home has a mail server and a hook, and no channel that uses them.
            #expect(report.all("channels").map(\.state) == ["warning", "warning"])
            let failing = try await home.salesctl("doctor", "--format", "json", "--store", "sqlite:/proc/none/x.sqlite")
            let failed = try failing.json(as: Report.self)
            #expect(failing.status == 74 && !failed.isFine && failed.exitCode == 74)
            #expect(failed.all("store").map(\.state) == ["failed"])
            let keys = try await home.salesctl("doctor", "--keys", "--format", "json").json(as: [[String: String]].self)
            #expect(keys.contains { $0["key"] == "checks.timeout" && $0["value"] == "a duration from 1s to 2m" })
        }
    }

    @Test("It blames the configuration, and not the store, for addresses that cannot be allowed")
    func addresses() async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl(
                ["doctor", "--format", "json"],
                environment: ["SALES_ALLOW_ADDRESSES": "shop.example"]
            )
            let report = try run.json(as: Report.self)
            #expect(run.status == 65 && report.exitCode == 65)
            #expect(report.findings.filter { $0.state == "failed" }.map(\.subject) == ["configuration"])
            #expect(report.all("store").map(\.state) == ["warning"])
        }
    }

    @Test("It warns of channels that tell nobody and of variables that do nothing, and still ends with 0")
    func warnings() async throws {
        try await Sandbox.with { home in
            let file = try home.file("none.yaml", "notify: {channels: []}\n")
            let run = try await home.salesctl(
                ["doctor", "--format", "json", "--config", file],
                environment: ["SALES_STROE": "x"]
            )
            let report = try run.json(as: Report.self)
            #expect(run.status == 0 && report.isFine)
            #expect(report.all("channels").first?.message.contains("nobody will be told") == true)
            #expect(report.findings.contains { $0.state == "warning" && $0.message.contains("SALES_STORE?") })
        }
    }

    @Test("It connects to the proxy and the mail server that are configured, and says what failed")
    func network() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with { home in
                // A shop is no mail server, but it answers as a proxy may.
                var run = try await home.salesctl(
                    ["doctor", "--format", "json"],
                    environment: ["SALES_PROXY": shop.url]
                )
                #expect(run.status == 0)
                #expect(try run.json(as: Report.self).all("proxy").map(\.state) == ["ok"])
                run = try await home.salesctl(
                    ["doctor", "--format", "json"],
                    environment: [
                        "SALES_PROXY": "http://127.0.0.1:1", "SALES_NOTIFY_CHANNELS": "email",
                        "SALES_NOTIFY_SMTP_HOST": "127.0.0.1", "SALES_NOTIFY_SMTP_PORT": "1",
                    ]
                )
                let report = try run.json(as: Report.self)
                #expect(run.status == 75)
                #expect(report.all("proxy").map(\.exitCode) == [75])
                #expect(report.all("channel").map(\.exitCode) == [75])
            }
        }
    }

    @Test("It blames the part that is wrong, and not the store")
    func blame() async throws {
        try await Sandbox.with { home in
            let hosts = try home.file("hosts.yaml", "hosts: {shop.example: {cookies: crumbs}}\n")
            let key = try home.file("key.pem", "-----BEGIN PRIVATE KEY-----\nMC4CAQA=\n-----END PRIVATE KEY-----\n")
            let cases: [(subject: String, words: String, arguments: [String], environment: [String: String])] = [
                ("configuration", "hosts.shop.example.cookies must be", ["--config", hosts], [:]),
                (
                    "channel", "notify.webhook.url cannot be used", [],
                    ["SALES_NOTIFY_CHANNELS": "webhook", "SALES_NOTIFY_WEBHOOK_URL": "hooks.example/x"]
                ),
                ("TLS", "holds no certificate", [], ["SALES_TLS_CA_FILE": key]),
                ("proxy", "proxy cannot be used", [], ["SALES_PROXY": "nowhere"]),
            ]
            for (subject, words, arguments, environment) in cases {
                let run = try await home.salesctl(
                    ["doctor", "--format", "json"] + arguments,
                    environment: environment
                )
                let report = try run.json(as: Report.self)
                let failed = report.findings.filter { $0.state == "failed" }
                #expect(run.status == 65 && failed.map(\.subject) == [subject], "\(failed)")
                #expect(failed.first?.message.contains(words) == true)
                #expect(report.all("store").map(\.state) == ["ok"])
            }
        }
    }

    @Test("A certificate is what can be read as one")
    func certificates() {
        func pem(_ label: String, _ body: String) -> String {
            "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
        }
        let whole = Data([0x30, 3, 2, 1, 5]).base64EncodedString()
        #expect(AuthoritiesFile.holdsCertificate("# ours\n" + pem("CERTIFICATE", whole)))
        #expect(AuthoritiesFile.holdsCertificate(pem("PRIVATE KEY", whole) + pem("TRUSTED CERTIFICATE", whole)))
        for text in [
            pem("PRIVATE KEY", whole), pem("CERTIFICATE", ""), pem("CERTIFICATE", "words"),
            pem("CERTIFICATE", Data([0x30, 9, 2, 1, 5]).base64EncodedString()), "-----BEGIN CERTIFICATE-----\n\(whole)",
            pem("CERTIFICATE", Data([0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 1]).base64EncodedString()),
        ] {
            #expect(!AuthoritiesFile.holdsCertificate(text), "\(text)")
        }
    }

    @Test("A library that lacks something fails")
    func libraries() {
        let finding = LibraryDiagnosis.findings(missing: ["HTTP/2"]).first
        #expect(finding?.state == .failed && finding?.message.contains("lacks HTTP/2") == true)
    }

    @Test("The desktop channel needs its program and a session bus")
    func desktop() throws {
        let program = "/bin/true"
        let missing = DesktopDiagnosis.finding("desktop", program: "/nowhere/notify-send", environment: [:])
        #expect(missing.state == .failed && missing.message.contains("libnotify-bin"))
        let alone = DesktopDiagnosis.finding("desktop", program: program, environment: [:])
        #expect(alone.state == .failed && alone.message.contains("session bus"))
        let stale = ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus,guid=1"]
        #expect(DesktopDiagnosis.finding("desktop", program: program, environment: stale).state == .failed)
        let fine = ["DBUS_SESSION_BUS_ADDRESS": "unix:abstract=/tmp/dbus-1"]
        #expect(DesktopDiagnosis.finding("desktop", program: program, environment: fine).state == .ok)
    }
}
