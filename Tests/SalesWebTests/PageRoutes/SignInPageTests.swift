import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Signing in on pages", .timeLimit(.minutes(15)))
struct SignInPageTests {
    @Test("works by a link: signed up, proved, asked for, signed in, signed out")
    func link() async throws {
        let bench = PagesBench()
        let browser = Browser(bench)
        let home = try await browser.get("/")
        #expect(home.shows("action=\"/sign-up\""))
        let signedUp = try await browser.post("/sign-up", ["email": "ann@example.com", "first_name": "Ann"])
        #expect(signedUp.place == "/sign-up/sent")
        #expect(try await browser.follow(signedUp).shows("Look into your mail"))
        let proof = try await bench.link("v")
        #expect(try await browser.get(proof).shows("Is this your address?"))
        let verified = try await browser.post(proof)
        #expect(verified.place == "/sign-in?done=verified" && !browser.isSignedIn)
        #expect(try await browser.follow(verified).shows("The address is confirmed."))
        let asked = try await browser.post("/sign-in", ["address": " Ann@Example.com "])
        #expect(asked.place == "/sign-in/sent")
        let link = try await bench.link("s")
        #expect(try await browser.get(link).shows("The link works once") && !browser.isSignedIn)
        let entered = try await browser.post(link)
        #expect(entered.place == "/products" && browser.isSignedIn)
        let cookie = try #require(entered.fields[values: .setCookie].first { $0.hasPrefix("__Host-sales=") })
        for word in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(word), "\(word)") }
        let settings = try await browser.get("/settings")
        #expect(settings.shows("Firefox on Linux") && settings.shows("Ann"))
        let out = try await browser.post("/sign-out")
        #expect(out.place == "/?done=signed-out" && !browser.isSignedIn)
        #expect(try await browser.follow(out).shows("You are signed out."))
        #expect(try await browser.get("/settings").place == "/sign-in?next=/settings")
    }

    @Test("works by a code, typed without its number, which the browser keeps")
    func code() async throws {
        let bench = PagesBench()
        let browser = Browser(bench)
        let signedUp = try await browser.post("/sign-up", ["phone": "+44 20 7946-0001"])
        #expect(signedUp.place == "/verify")
        #expect(try await browser.follow(signedUp).shows("name=\"address\" value=\"\(PeopleBench.phone)\""))
        let wrong = try await browser.post("/verify", ["address": PeopleBench.phone, "code": "00000000"])
        #expect(wrong.status == 422 && wrong.shows("This code is wrong"))
        let digits = try await bench.people.digits()
        let verified = try await browser.post("/verify", ["address": PeopleBench.phone, "code": digits])
        #expect(verified.place == "/sign-in?done=verified")
        let asked = try await browser.post("/sign-in", ["address": PeopleBench.phone])
        #expect(asked.place == "/sign-in/code")
        let page = try await browser.follow(asked)
        #expect(page.shows("value=\"\(PeopleBench.phone)\"") && page.shows("autocomplete=\"one-time-code\""))
        let code = try await bench.people.digits()
        let spaced = "\(code.prefix(4)) \(code.suffix(4))"
        let entered = try await browser.post("/sign-in/code", ["address": PeopleBench.phone, "code": spaced])
        #expect(entered.place == "/products" && browser.isSignedIn)
        #expect(browser.cookies["__Host-sales-address"] == nil)
    }

    @Test("takes the code that proves a number from who signs in before they proved it")
    func unproved() async throws {
        let bench = PagesBench()
        let browser = Browser(bench)
        _ = try await bench.store.addUser(User.New(phone: PeopleBench.phone, createdAt: bench.clock.now))
        _ = try await browser.post("/sign-in", ["address": PeopleBench.phone])
        let digits = try await bench.people.digits()
        let answer = try await browser.post("/sign-in/code", ["address": PeopleBench.phone, "code": digits])
        #expect(answer.place == "/sign-in?done=verified" && !browser.isSignedIn)
    }

    @Test("leads on to where somebody wanted to go, and never to another site")
    func next() async throws {
        let bench = PagesBench()
        _ = try await bench.people.person()
        for (wanted, place) in [
            ("/settings?a=b", "/settings?a=b"), ("//evil.example", "/products"), ("/\\evil.example", "/products"),
            ("https://evil.example/", "/products"), ("javascript:alert(1)", "/products"), ("/a\tb", "/products"),
        ] {
            // As many letters as an address gets in an hour.
            bench.clock.advance(by: .seconds(86_400))
            let browser = Browser(bench)
            _ = try await browser.post("/sign-in", ["address": PeopleBench.email, "next": wanted])
            let answer = try await browser.post(bench.link("s"))
            #expect(answer.place == place, "\(wanted)")
            #expect(browser.cookies["__Host-sales-next"] == nil)
        }
        let browser = Browser(bench)
        let page = try await browser.get("/sign-in?next=//evil.example")
        #expect(page.status == 200 && !page.body.contains("evil.example"))
        #expect(try await browser.get("/sign-in?next=/alerts").shows("name=\"next\" value=\"/alerts\""))
    }

    @Test("shows and does the same whoever has the address")
    func enumeration() async throws {
        let bench = PagesBench()
        _ = try await bench.people.person()
        _ = try await bench.store.addUser(User.New(email: "bea@example.com", createdAt: bench.clock.now))
        var looks: Set<Seen> = []
        for email in [PeopleBench.email, "bea@example.com", "nobody@example.com"] {
            for path in ["/sign-in", "/sign-up"] {
                let browser = Browser(bench)
                let name = path == "/sign-in" ? "address" : "email"
                let answer = try await browser.post(path, [name: email])
                looks.insert(Seen(answer))
                looks.insert(Seen(try await browser.follow(answer)))
            }
        }
        // Two answers, and two pages that they lead to.
        #expect(looks.count == 4)
        var codes: Set<String> = []
        _ = try await bench.people.person(email: nil, phone: PeopleBench.phone)
        for phone in [PeopleBench.phone, "+442079460002"] {
            let browser = Browser(bench)
            let answer = try await browser.post("/sign-in/code", ["address": phone, "code": "12345678"])
            #expect(answer.status == 422)
            codes.insert(answer.body.replacing(phone, with: "NUMBER"))
        }
        #expect(codes.count == 1)
    }

    @Test("by a link that was used, is too old or is none of ours shows one page")
    func deadLinks() async throws {
        let bench = PagesBench()
        _ = try await bench.people.person()
        try await bench.people.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        let link = try await bench.link("s")
        let browser = Browser(bench)
        #expect(try await browser.post(link).place == "/products")
        var looks: Set<Seen> = []
        for path in [link, "/s/x", "/s/" + String(repeating: "A", count: 43), "/v/x"] {
            let stranger = Browser(bench)
            looks.insert(Seen(try await stranger.get(path)))
            looks.insert(Seen(try await stranger.post(path)))
            #expect(!stranger.isSignedIn)
        }
        #expect(looks.count == 1 && looks.first?.status == 404)
        #expect(looks.first?.body.contains("This link does not work") == true)
    }

    @Test("begins a new session in place of the browser's old one")
    func fixation() async throws {
        let bench = PagesBench()
        let user = try await bench.people.person()
        let browser = try await bench.browser(of: user)
        let old = browser.cookies
        try await bench.people.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        _ = try await browser.post(bench.link("s"))
        #expect(browser.cookies != old)
        #expect(try await browser.get("/settings").status == 200)
        browser.cookies = old
        #expect(try await browser.get("/settings").status == 303)
    }

    @Test("says beside the field what is wrong with an address, and when to come again")
    func faults() async throws {
        let bench = PagesBench()
        let browser = Browser(bench)
        for (typed, words) in [
            ("", "Give your e-mail address or phone number."), ("ann@", "What stands behind the @ is not a host name."),
            ("0123", "A phone number is + and 2 to 15 digits"),
            ("+12125550123", "No texts are sent to numbers of this"),
        ] {
            let answer = try await browser.post("/sign-in", ["address": typed])
            #expect(answer.status == 422 && answer.shows(words), "\(typed)")
            #expect(answer.shows("aria-invalid=\"true\"") && answer.shows("value=\"\(typed)\""), "\(typed)")
        }
        #expect(try await browser.post("/sign-up", [:]).shows("Give an e-mail address or a phone number."))
        let long = String(repeating: "x", count: 101)
        let signUp = try await browser.post("/sign-up", ["email": "ann", "first_name": long])
        #expect(signUp.status == 422 && signUp.shows("exactly one @") && signUp.shows("first name is longer"))
        var many = bench
        many.people.limits.signUps = 0
        let hasty = Browser(many)
        let refused = try await hasty.post("/sign-up", ["email": PeopleBench.email])
        #expect(refused.status == 429 && refused.shows("Try again in") && refused.shows(PeopleBench.email))
        #expect(refused.fields[.retryAfter] != nil)
    }

    @Test("up is offered only where anybody may", arguments: WebSettings.Registration.allCases)
    func registration(_ registration: WebSettings.Registration) async throws {
        var bench = PagesBench()
        bench.people.web.settings.registration = registration
        let browser = Browser(bench)
        let home = try await browser.get("/")
        #expect(home.shows("action=\"/sign-up\"") == (registration == .open))
        let answer = try await browser.post("/sign-up", ["email": PeopleBench.email])
        #expect(answer.status == (registration == .open ? 303 : 403))
        let user = try await bench.store.user(at: PeopleBench.email, on: .email)
        #expect((user != nil) == (registration == .open))
    }

    @Test("to one person's own service is by a link of the terminal alone")
    func onePerson() async throws {
        let bench = PagesBench.ofOnePerson
        let browser = Browser(bench)
        #expect(try await browser.get("/").shows("This is one person’s own"))
        #expect(try await browser.get("/sign-in").shows("salesctl users link"))
        for path in ["/sign-in/sent", "/sign-in/code", "/sign-up/sent"] {
            let answer = try await browser.get(path)
            #expect(answer.status == 404, "\(path)")
        }
        for path in ["/sign-up", "/sign-in", "/sign-in/code", "/sign-out"] {
            let answer = try await browser.post(path)
            #expect(answer.status == 404 || answer.status == 405, "\(path)")
        }
        let link = try await bench.people.accounts.signInLink(for: .local)
        #expect(try await browser.post(link.path).place == "/products")
        let settings = try await browser.get("/settings")
        #expect(settings.status == 200 && !settings.body.contains("/sign-out"))
        #expect(!settings.body.contains("/settings/addresses") && !settings.body.contains("/settings/erase"))
        #expect(!settings.body.contains("/verify\""))
    }
}
