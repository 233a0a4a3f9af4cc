import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Pages about people", .timeLimit(.minutes(15)))
struct PageSafetyTests {
    private let bench = PagesBench()

    /// Everything that is shown to somebody who is signed in, or to a stranger.
    private static let paths = [
        "/", "/sign-in", "/sign-in/sent", "/sign-in/code", "/sign-up/sent", "/verify", "/websites", "/s/x", "/v/x",
        "/u/x", "/settings", "/settings/erase", "/admin", "/admin/prices", "/admin/people", "/nothing",
    ]

    /// Text that would be markup, or the end of an attribute, where it is not escaped.
    private static let payloads = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</title><script>alert(1)</script>", "{{page.title}}", "{{{page}}}", "<!--", "&lt;b&gt;", "javascript:alert(1)",
        "\"\u{301} onfocus=alert(1) autofocus=\"\u{301}", "</textarea><svg onload=alert(1)>", "\u{202E}<b>",
    ]

    /// What they would be.
    private static let parts = [
        "<script>alert", "<img src=x", "onmouseover='", "<svg onload", "alert(1) autofocus=\"", "<b>", "<!--",
    ]

    @Test("run and load nothing but our own, each of them", arguments: PageSafetyTests.paths)
    func policy(path: String) async throws {
        let browser = try await bench.admin()
        for answer in [try await browser.get(path), try await Browser(bench).get(path)] {
            let policy = try #require(answer.fields[.contentSecurityPolicy])
            #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
            #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
            #expect(answer.fields[.xContentTypeOptions] == "nosniff")
            guard answer.status != 303 else { continue }
            #expect(answer.shows("<!DOCTYPE html>") && answer.shows("</html>"))
            for part in ["{{", " style=", " onclick", "<style"] { #expect(!answer.body.contains(part), "\(part)") }
        }
    }

    @Test("show names, labels and what was typed as text, whatever is in them")
    func payloads() async throws {
        for payload in Self.payloads {
            let bench = PagesBench()
            let ann = try await bench.people.person()
            let change = UserChange(firstName: .some(payload), lastName: .some(payload), isAdmin: true)
            let admin = try #require(try await bench.store.changeUser(ann.id, change))
            let browser = try await bench.browser(of: admin)
            let answers = [
                try await browser.get("/settings"), try await browser.get("/admin/people"),
                try await browser.post("/settings/tokens", ["label": payload, "scope": "read", "days": payload]),
                try await browser.post("/settings/tokens", ["label": payload, "scope": "read"]),
                try await browser.post("/settings/telling", ["zone": payload, "daily_cap": payload]),
                try await browser.post("/settings/addresses", ["email": payload, "phone": payload]),
                try await browser.post("/settings/erase", ["typed": payload]),
                try await browser.post("/admin/people", ["email": payload]),
                try await Browser(bench).post("/sign-in", ["address": payload, "next": payload]),
                try await Browser(bench).post("/sign-up", ["email": payload, "phone": payload, "first_name": payload]),
                try await Browser(bench).post("/verify", ["address": payload, "code": payload]),
                try await Browser(bench).post("/sign-in/code", ["address": payload, "code": payload]),
            ]
            for (number, answer) in answers.enumerated() {
                for part in Self.parts { #expect(!answer.holds(part), "\(number) \(payload)") }
            }
        }
    }

    @Test("take no form of another site, and nothing is done by one")
    func otherSites() async throws {
        let ann = try await bench.people.person()
        let own = try await bench.browser(of: ann)
        for site in ["cross-site", "same-site"] {
            let browser = Browser(bench, site: site)
            browser.cookies = own.cookies
            for path in [
                "/sign-in", "/sign-up", "/sign-in/code", "/sign-out", "/verify", "/v/x", "/s/x", "/settings/profile",
                "/settings/tokens", "/settings/erase", "/settings/sessions/end-others", "/admin/people",
            ] {
                let answer = try await browser.post(path, ["typed": "erase", "first_name": "Mallory", "label": "x"])
                #expect(answer.status == 403 && answer.shows("That is not allowed"), "\(site) \(path)")
            }
            #expect(browser.isSignedIn)
        }
        let after = try #require(try await bench.store.user(ann.id))
        #expect(after.firstName == nil)
        #expect(try await own.get("/settings").status == 200)
    }

    @Test("of what failed say what to do, and name the status")
    func problems() async throws {
        let browser = Browser(bench)
        let missing = try await browser.get("/nothing")
        #expect(missing.status == 404 && missing.shows("There is nothing here") && missing.shows("404 Not Found"))
        let form = try await browser.post("/settings/profile")
        #expect(form.status == 401 && form.shows("Sign in first") && form.shows("href=\"/sign-in\""))
        let much = try await browser.post("/sign-in", ["address": String(repeating: "x", count: 200_000)])
        #expect(much.status == 413 && much.shows("413"))
        let fields: HTTPFields = [.accept: "text/html", .contentType: "text/plain"]
        let typed = try await bench.ask(.post, "/sign-in", fields, body: "x")
        #expect(typed.status == 415 && typed.shows("The body is of another type"))
        for kind in [Problem.Kind.failed, .unavailable, .crossSite, .tooMany, .invalid, .methodNotAllowed] {
            let problem = Problem(kind, "<b>why</b>", faults: [.init(at: "/x", detail: "<i>what</i>")])
            let answer = PageProblems(PageMaker(settings: WebSettings())).answer(problem, to: .anybody)
            let body = String(decoding: answer.body, as: UTF8.self)
            #expect(answer.status == kind.status && body.contains("\(kind.status.code)"), "\(kind.name)")
            #expect(!body.contains("<b>") && !body.contains("<i>") && body.contains("</html>"), "\(kind.name)")
        }
    }

    @Test("of what failed stand in the rooms of whoever is signed in, and show anybody else those of a stranger")
    func rooms() async throws {
        let kinds: [Problem.Kind] = [
            .notFound, .scope, .tooManyProducts, .invalid, .tooMany, .failed, .unavailable,
        ]
        let refusing = kinds.enumerated().map { index, kind in
            Route(.get, "/\(index)", for: .open, kind: .page) { _ in throw Problem(kind, "why") }
        }
        let failing = Route(.get, "/fails", for: .open, kind: .page) { _ in throw Unforeseen() }
        var web = WebBench()
        web.pageProblem = PageProblems(PageMaker(settings: web.settings)).answer
        let person = HTTPFields.cookie(try await web.signIn("ann", as: .browser))
        var random = RandomSource.system
        let wrong = HTTPFields.cookie(AccountSecret(using: &random))
        try await web.asking(refusing + [failing]) { service in
            for path in kinds.indices.map({ "/\($0)" }) + ["/fails"] {
                for (fields, isKnown) in [(person, true), (wrong, false), ([:], false)] as [(HTTPFields, Bool)] {
                    let answer = try await service.ask(.get, path, fields)
                    #expect(answer.status >= 400 && answer.hasRooms == isKnown, "\(path)")
                    #expect(answer.body.contains("ann@example.com") == isKnown, "\(path)")
                }
            }
        }
    }

    @Test("of what is not there are the same as of what one may not know of, for people and for strangers")
    func unknown() async throws {
        let ann = try await bench.people.person()
        let browser = try await bench.browser(of: ann)
        let missing = try await browser.get("/nothing")
        #expect(missing.status == 404 && missing.hasRooms)
        for path in ["/admin", "/admin/people", "/products/999", "/products/x", "/products/999/delete", "/a/b"] {
            let answer = try await browser.get(path)
            #expect(Seen(answer) == Seen(missing), "\(path)")
        }
        let wrong = try await browser.post("/alerts")
        #expect(wrong.status == 405 && wrong.hasRooms)
        var reading = try await bench.people.token(of: ann, scope: .read)
        reading[.accept] = "text/html"
        let refused = try await bench.ask(.post, "/products/1/pause", reading)
        #expect(refused.status == 403 && refused.hasRooms)
        let stranger = try await Browser(bench).get("/nothing")
        #expect(stranger.status == 404 && !stranger.hasRooms)
        let other = try await Browser(bench).get("/a/b")
        #expect(Seen(other) == Seen(stranger))
    }

    @Test("of what is not there are counted like others where somebody is signed in")
    func counted() async throws {
        var web = WebBench()
        web.settings.limits.person = RateLimit(perMinute: 1, burst: 2)
        web.settings.limits.guesses = RateLimit(perMinute: 1, burst: 1)
        var person = HTTPFields.cookie(try await web.signIn("ann", as: .browser))
        person[.accept] = "text/html"
        var random = RandomSource.system
        var wrong = HTTPFields.cookie(AccountSecret(using: &random))
        wrong[.accept] = "text/html"
        let routes = [Route(.get, "/there", for: .open, kind: .page) { _ in WebAnswer(.noContent) }]
        try await web.asking(routes) { [person, wrong] service in
            for (fields, statuses) in [
                (person, [404, 404, 429]), (wrong, [404, 429]), ([.accept: "text/html"], [404, 404, 404]),
            ] as [(HTTPFields, [Int])] {
                for status in statuses {
                    let answer = try await service.ask(.get, "/nothing", fields)
                    #expect(answer.status == status)
                }
            }
        }
    }

    /// What no route says how to answer.
    private struct Unforeseen: Error {}

    @Test("of what is supported tell strangers nothing of what people here track")
    func websites() async throws {
        _ = try await bench.store.addProduct(Sample.product(1))
        let stranger = try await Browser(bench).get("/websites")
        #expect(stranger.shows("Steam") && !stranger.body.contains(Sample.host))
        let person = try await bench.browser(of: try await bench.people.person())
        #expect(try await person.get("/websites").shows(Sample.host))
    }
}

extension WebBench.Answer {
    /// Whether the rooms of somebody who is signed in stand around it; else there is a way to sign in.
    fileprivate var hasRooms: Bool {
        let isSignedIn = body.contains("<nav class=\"tabs\" aria-label=\"Main\">")
        #expect(isSignedIn != body.contains("<a class=\"button\" href=\"/sign-in\">Sign in</a>"))
        return isSignedIn
    }
}
