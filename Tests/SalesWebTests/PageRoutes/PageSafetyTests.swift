import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Pages about people", .timeLimit(.minutes(5)))
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
            let answer = PageProblems(PageMaker(settings: WebSettings())).answer(problem)
            let body = String(decoding: answer.body, as: UTF8.self)
            #expect(answer.status == kind.status && body.contains("\(kind.status.code)"), "\(kind.name)")
            #expect(!body.contains("<b>") && !body.contains("<i>") && body.contains("</html>"), "\(kind.name)")
        }
    }

    @Test("of what is supported tell strangers nothing of what people here track")
    func websites() async throws {
        _ = try await bench.store.addProduct(Sample.product(1))
        let stranger = try await Browser(bench).get("/websites")
        #expect(stranger.shows("Steam") && !stranger.body.contains(Sample.host))
        let person = try await bench.browser(of: try await bench.people.person())
        #expect(try await person.get("/websites").shows(Sample.host))
    }
}
