import Foundation
import Testing

/// A command line, or a file that it names, that is wrong.
struct InputFailure: Sendable, CustomTestStringConvertible {
    /// `{file}` stands for the path of a file with `content`.
    let arguments: [String]
    let status: Int32
    /// A part of the sentence.
    let words: String
    var content = ""
    var environment: [String: String] = [:]

    var testDescription: String { "\(arguments.joined(separator: " ")): \(words)" }

    init(
        _ arguments: String,
        _ status: Int32,
        _ words: String,
        content: String = "",
        environment: [String: String] = [:]
    ) {
        self.arguments = arguments.split(separator: " ").map(String.init)
        (self.status, self.words, self.content, self.environment) = (status, words, content, environment)
    }

    static let usage: [InputFailure] = [
        InputFailure("frobnicate", 64, "frobnicate"),
        InputFailure("lits", 64, "There is no command “lits”. Did you mean `salesctl list`?"),
        InputFailure("alerts list --status deda", 64, "Did you mean dead?"),
        InputFailure("alerts list --kind sold-uot", 64, "Did you mean sold_out?"),
        InputFailure("alerts list --channel emial", 64, "“emial” is no channel. Did you mean email?"),
        InputFailure("alerts retry 5f", 64, "“5f” is too short for an alert's identifier"),
        InputFailure("track https://shop.example/ --drop 5% --since last-alrt", 64, "Did you mean last-alert?"),
        InputFailure("track https://shop.example/ --when gnoe", 64, "Did you mean “gone”?"),
        InputFailure("track https://shop.example/ --via emial", 64, "“emial” is not set up. Did you mean email?"),
        InputFailure("track https://shop.example/ --pin xpath:..", 64, "begins with the parent of the whole page"),
        InputFailure(
            "users edit 1 --quiet-hours 22-7",
            64,
            "--quiet-hours: “22-7” are no two times of day. Write 22:00-07:00"
        ),
        InputFailure(
            "users edit 1 --quiet-hours 7:00-7:00",
            64,
            "--quiet-hours: “7:00-7:00” begin and end at the same time"
        ),
        InputFailure("users edit 1 --digest-at 8", 64, "--digest-at: “8” is no time of day. Write 08:00"),
        InputFailure(
            "users edit 1 --zone Europe/Lodnon",
            64,
            "--zone: “Europe/Lodnon” is no zone that this machine knows. Did you mean Europe/London?"
        ),
        InputFailure(
            "users edit 1 --zone Moon",
            64,
            "--zone: “Moon” is no zone that this machine knows. Write Europe/London"
        ),
        InputFailure("users edit 1 --locale en_GB!", 64, "--locale: “en_GB!” is no tag of a language. Write en-GB"),
        InputFailure("users edit 1 --daily-cap 0", 64, "--daily-cap: “0” is no number from 1 to 1000. Write 10"),
        InputFailure("users edit 1 --daily-cap often", 64, "--daily-cap: “often” is no number from 1 to 1000"),
        InputFailure("track", 64, "<url>"),
        InputFailure("list --colour", 64, "--colour"),
        InputFailure("list --format xml", 64, "--format"),
        InputFailure("track https://shop.example/ --below 1 --all", 64, "at least two"),
        InputFailure("track https://shop.example/ --below 1 --when gone", 64, "whole rule"),
        InputFailure("track https://shop.example/ --below 1 --since asked", 64, "--since says"),
        InputFailure("track https://shop.example/ --drop 5% --since yesterday", 64, "highest-30d"),
        InputFailure("track https://shop.example/ --lowest soon", 64, "30d"),
        InputFailure("track https://shop.example/ --when cheap", 64, "lowest in 30 days"),
        InputFailure("track https://shop.example/ --every soon", 64, "soon"),
        InputFailure("track https://shop.example/ --drop lots", 64, "lots"),
        InputFailure("track https://shop.example/ --via pigeon", 64, "“pigeon” is not set up"),
        InputFailure("track https://shop.example/ --cool-down soon", 64, "“soon” is no time between alerts"),
        InputFailure("track https://shop.example/ --cool-down 53w", 64, "at most 365d"),
        InputFailure("track https://shop.example/ --tell-now", 64, "give one with it, such as --below"),
        InputFailure("track https://shop.example/ --in-digest --no-in-digest", 64, "--no-in-digest"),
        InputFailure("edit 1 --tell-now", 64, "give one with it, such as --below"),
        InputFailure("edit 1", 64, "Say what to change"),
        InputFailure("show one", 64, "no product number"),
        InputFailure("watch --concurrency 0", 64, "--concurrency must be"),
        InputFailure("extract", 64, "--text"),
        InputFailure("extract page.html --pin price", 64, "--pin: “price” is no pin"),
        InputFailure("track https://shop.example/ --pin json:price", 64, "is no JSON path"),
        InputFailure("extract page.html --text", 64, "not both"),
        InputFailure("list --allow-address shop.example", 64, "--allow-address: “shop.example” is no address to allow"),
        InputFailure("--store prices list", 64, "“prices” names no store"),
        InputFailure("--below 40 list", 64, "--below"),
    ]

    static let missing: [InputFailure] = [
        InputFailure("alerts show 5f3a91c2", 66, "There is no alert “5f3a91c2”"),
        InputFailure("show 99", 66, "no product 99"),
        InputFailure("history 99", 66, "no product 99"),
        InputFailure("edit 99 --any-drop", 66, "no product 99"),
        InputFailure("pause 99", 66, "no product 99"),
        InputFailure("resume 99", 66, "no product 99"),
        InputFailure("untrack 99", 66, "no product 99"),
        InputFailure("check 99", 66, "no product 99"),
        InputFailure("check", 66, "nothing to check"),
        InputFailure("extract none.html", 66, "no file none.html"),
        InputFailure("import none.jsonl", 66, "no file none.jsonl"),
        InputFailure("list --config none.yaml", 66, "no configuration file none.yaml"),
        InputFailure(
            "list",
            66,
            "variable SALES_TLS_CA_FILE: tls.ca_file",
            environment: ["SALES_TLS_CA_FILE": "/nowhere/ca.pem"]
        ),
    ]

    static let configuration: [InputFailure] = [
        InputFailure("list --config {file}", 65, "line 3", content: "checks:\n  interval: [1\n  x: }\n"),
        InputFailure(
            "list --config {file}",
            65,
            "line 3 column 3: there is no key checks.intervall. Did you mean checks.interval?",
            content: "checks:\n  interval: 60s\n  intervall: 60s\n"
        ),
        InputFailure("list --config {file}", 65, "line 2 column 1: there is no key prize", content: "\nprize: 1\n"),
        InputFailure(
            "list --config {file}",
            65,
            "line 3 column 5: there is no key hosts.shop.example.robot. Did you mean hosts.shop.example.robots?",
            content: "hosts:\n  shop.example:\n    robot: off\n"
        ),
        InputFailure(
            "list --config {file}",
            65,
            "websites.tea.price: “.price” is no pin",
            content: "websites:\n  tea:\n    hosts: [tea.example]\n    price: .price\n"
        ),
        InputFailure(
            "list --config {file}",
            65,
            "websites.tea.image: “img” is no pin",
            content: "websites:\n  tea:\n    hosts: [a.example]\n    price: css:.p\n    image: img\n"
        ),
        InputFailure(
            "list --config {file}",
            65,
            "websites.tea: hosts is missing",
            content: "websites:\n  tea:\n    price: css:.price\n"
        ),
        InputFailure(
            "list --config {file}",
            65,
            "line 4 column 5: there is no key websites.tea.pric. Did you mean websites.tea.price?",
            content: "websites:\n  tea:\n    hosts: [a.example]\n    pric: css:.p\n"
        ),
        InputFailure(
            "list --config {file}",
            65,
            "websites.tea.request: “https://{host}/api” has no {id}",
            content: "websites:\n  tea:\n    hosts: [a.example]\n    price: json:$.p\n    request: https://{host}/api\n"
        ),
        InputFailure("list --config {file}", 65, "twice", content: "contact: a\ncontact: b\n"),
        InputFailure("list --config {file}", 65, "line 1", content: "just words\n"),
        value(
            "checks: {interval: soon}",
            "line 1 column 20: checks.interval is “soon”, but must be a duration from 1s to 7d"
        ),
        value(
            "checks:\n  timeout: 0s",
            "line 2 column 12: checks.timeout is “0s”, but must be a duration from 1s to 2m"
        ),
        value("checks:\n  timeout: 121s", "from 1s to 2m"),
        value(
            "checks:\n  concurrency: 0",
            "line 2 column 16: checks.concurrency is “0”, but must be a whole number from 1"
        ),
        value("hosts:\n  shop.example:\n    rate: fast", "line 3 column 11: hosts.shop.example.rate"),
        value("hosts: {default: {burst: 99999999999999}}", "hosts.default.burst is “99999999999999”"),
        value("hosts: {default: {connections: 65}}", "from 1 to 64"),
        value("checks: {confirm_after: 30s, confirm_within: 9s}", "line 1 column 25: checks.confirm_after is 30s"),
        value("checks: {confirm_within: 9s}", "line 1 column 26: checks.confirm_within is 9s, but must not be shorter"),
        value("allow_addresses: [shop.example]", "line 1 column 18: allow_addresses names “shop.example”"),
        value("store: prices", "line 1 column 8: “prices” names no store"),
        value("proxy: nowhere", "line 1 column 8: proxy cannot be used"),
        value("hosts: {a.example: {cookies: crumbs}}", "line 1 column 30: hosts.a.example.cookies must be"),
        value("hosts: {a.example: {headers: [crumbs]}}", "line 1 column 30: hosts.a.example.headers must be"),
        value("hosts: {a.example: {cookies: =x}}", "hosts.a.example.cookies must be"),
        value("hosts: {a.example: {headers: [\"user-agent: x\"]}}", "is set with hosts.NAME.user_agent"),
        value("hosts: {a.example: {headers: [\"Accept-Encoding: x\"]}}", "which the program decides itself"),
        value("hosts: {a b: {rate: 1}}", "“a b” is no host's name"),
        value("notify: {smtp: {security: startls}}", "must be starttls, tls or none; perhaps starttls is meant."),
        value("notify: {channels: [emial]}", "sms, webhook; perhaps email is meant."),
        value("notify: {channels: [email], smtp: {security: maybe}}", "must be starttls, tls or none"),
        variable("SALES_ALLOW_ADDRESSES", "shop.example", "allow_addresses names “shop.example”"),
        variable("SALES_CHECKS_INTERVAL", "soon", "checks.interval is “soon”, but must be a duration from 1s to 7d"),
        variable("SALES_STORE", "prices", "“prices” names no store"),
        variable(
            "SALES_NOTIFY_CHANNELS",
            "pigeon",
            "notify.channels is “pigeon”, but must be a list of apprise, console, desktop"
        ),
    ]

    /// A value in a configuration file that is refused.
    private static func value(_ content: String, _ words: String) -> InputFailure {
        // The environment of the tests wins over the file; what is tried here must not be set there.
        let unset = ["CONFIRM_AFTER", "CONFIRM_WITHIN"].map { "SALES_CHECKS_\($0)" } + hostVariables + ["SALES_STORE"]
        return InputFailure(
            "list --config {file}",
            65,
            words,
            content: content + "\n",
            environment: Dictionary(uniqueKeysWithValues: unset.map { ($0, "") })
        )
    }

    private static let hostVariables = ["SALES_HOSTS_DEFAULT_RATE", "SALES_HOSTS_DEFAULT_BURST"]

    /// An environment variable that is refused.
    private static func variable(_ name: String, _ value: String, _ words: String) -> InputFailure {
        InputFailure("list", 65, "The environment variable \(name): \(words)", environment: [name: value])
    }

    private static let header = #"{"format":"sales-tracker-export","record":"header","version":1}"#

    static let imports: [InputFailure] = [
        InputFailure("import {file}", 65, "line 1", content: "not JSON\n"),
        InputFailure("import {file}", 65, "line 1", content: #"{"record":"price"}"#),
        InputFailure(
            "import {file}",
            65,
            "version 9 is newer",
            content: #"{"format":"sales-tracker-export","record":"header","version":9}"#
        ),
        InputFailure("import {file}", 65, "line 2", content: header + "\n{\"record\":\n"),
        InputFailure("import {file}", 65, "line 3", content: header + "\n\n{\"record\":\"shoe\"}\n"),
        InputFailure(
            "import {file}",
            65,
            "line 2 is longer than",
            content: header + "\n" + String(repeating: "x", count: 2 << 20)
        ),
        InputFailure(
            "import {file}",
            65,
            "line 2",
            content: header + "\n"
                + #"{"at":1,"price":{"amount":"1.00","currency":"GBP"},"product":7,"record":"price"}"#
        ),
    ]
}

@Suite("Input that is wrong", .timeLimit(.minutes(15)))
struct InputFailureTests {
    @Test(
        "It gets a sentence on standard error and its exit code, and nothing is stored",
        arguments: InputFailure.usage + InputFailure.missing + InputFailure.configuration + InputFailure.imports
    )
    func run(_ failure: InputFailure) async throws {
        try await Sandbox.with { home in
            let file = try home.file("given", failure.content)
            let run = try await home.salesctl(
                failure.arguments.map { $0.replacingOccurrences(of: "{file}", with: file) },
                environment: failure.environment
            )
            #expect(run.status == failure.status, "\(run.errors)")
            #expect(run.output.isEmpty, "\(run.output)")
            #expect(run.errors.contains(failure.words), "\(run.errors)")
            try await home.expectNothingTracked()
        }
    }
}
