import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The pages of admins", .timeLimit(.minutes(15)))
struct AdminPageTests {
    private let bench = PagesBench()

    @Test("show how the service does: totals, hosts, what fails and what could not be told")
    func overview() async throws {
        let browser = try await bench.admin()
        let web = bench.people.web
        for number in 1...3 { try await web.follow(number) }
        try await web.addAlert(1, .dead, failure: "the mailbox <b>is</b> full")
        try await web.addAlert(2, product: 2, .accepted, took: .seconds(90))
        // It was told fifteen seconds later.
        bench.clock.advance(by: .seconds(60))
        let page = try await browser.get("/admin")
        #expect(page.status == 200 && page.shows("3 followed products") && page.shows("Sales Tracker"))
        #expect(page.shows("1 alert in 24 hours, all within 3 minutes") && page.shows(Sample.host))
        #expect(page.shows("the mailbox &lt;b&gt;is&lt;/b&gt; full") && page.shows("Kettle 1"))
        #expect(page.shows("All pages can be read.") && page.shows("aria-current=\"page\""))
    }

    @Test("say that all is well where nothing fails")
    func empty() async throws {
        let page = try await (try await bench.admin()).get("/admin")
        #expect(page.shows("All pages can be read.") && page.shows("Every alert was told."))
        #expect(page.shows("Nobody was told anything in 24 hours"))
    }

    @Test("try alerts again, one or all")
    func retries() async throws {
        let browser = try await bench.admin()
        for number in 1...3 { try await bench.people.web.addAlert(number, .dead) }
        func pending() async throws -> Int {
            try await bench.store.alerts(matching: .init(statuses: [.pending]), after: nil, limit: 10).elements.count
        }
        let one = String(repeating: "0", count: 31) + "1"
        let answer = try await browser.post("/admin/alerts/\(one)/retry")
        #expect(answer.place == "/admin?done=retried")
        #expect(try await pending() == 1)
        #expect(try await browser.post("/admin/alerts/x/retry").place == "/admin")
        #expect(try await browser.post("/admin/alerts/retry-all").place == "/admin?done=retried")
        #expect(try await pending() == 3)
        #expect(try await browser.follow(answer).shows("They are sent again."))
    }

    @Test("show what the most followed products cost, with a picture of each")
    func prices() async throws {
        let browser = try await bench.admin()
        let first = try await bench.people.web.follow(1)
        let page = try await browser.get("/admin/prices")
        #expect(page.status == 200 && page.shows("Kettle 1") && page.shows("<svg") && page.shows("Most followed"))
        #expect(page.shows("No price has changed yet."))
        try await bench.people.web.drop(of: first, to: 3_999)
        let changed = try await browser.get("/admin/prices")
        #expect(changed.shows("£39.99") && changed.shows("£10.00 (") && !changed.shows("No price has changed yet."))
    }

    @Test("list people a page at a time, and add some, who get the letter that proves their address")
    func people() async throws {
        let browser = try await bench.admin()
        let added = try await browser.post("/admin/people", ["email": "new@example.com"])
        #expect(added.place == "/admin/people?done=invited")
        #expect(try await browser.follow(added).shows("new@example.com"))
        #expect(try await bench.people.accounts.deliverLetters() == 1)
        #expect(bench.people.web.mail.messages.last?.recipient.email == "new@example.com")
        for typed in ["", "nobody"] {
            let wrong = try await browser.post("/admin/people", ["email": typed])
            #expect(wrong.status == 422 && wrong.shows("aria-invalid=\"true\""), "\(typed)")
        }
        for number in 0..<30 { _ = try await bench.store.addUser(Sample.person(number)) }
        let first = try await browser.get("/admin/people")
        let next = try #require(first.body.firstMatch(of: /href="(\/admin\/people\?after=[^"]+)"/))
        let second = try await browser.get(String(next.output.1))
        #expect(second.shows("Person29@example.com") && !second.shows("rel=\"next\""))
        #expect(!first.shows("Person29@example.com"))
        #expect(try await browser.get("/admin/people?after=x").status == 422)
    }

    @Test("are for nobody else: a person finds nothing there, and a stranger is asked to sign in")
    func closed() async throws {
        let person = try await bench.browser(of: try await bench.people.person())
        let nothing = try await person.get("/nothing")
        for path in ["/admin", "/admin/prices", "/admin/people"] {
            let answer = try await person.get(path)
            #expect(answer.status == 404 && answer.body == nothing.body, "\(path)")
            let stranger = try await Browser(bench).get(path)
            #expect(stranger.place == "/sign-in?next=\(path)", "\(path)")
        }
        for path in ["/admin/alerts/retry-all", "/admin/people", "/admin/products/1/check"] {
            let answer = try await person.post(path, ["email": "new@example.com"])
            #expect(answer.status == 404 && answer.body == nothing.body, "\(path)")
            #expect(try await Browser(bench).post(path).status == 401, "\(path)")
        }
        #expect(try await bench.store.user(at: "new@example.com", on: .email) == nil)
    }
}
