import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The settings on pages", .timeLimit(.minutes(15)))
struct SettingsPageTests {
    private let bench = PagesBench()

    private func user(_ user: User) async throws -> User { try #require(try await bench.store.user(user.id)) }

    @Test("take a name, and give it back where it is wrong")
    func names() async throws {
        let ann = try await bench.people.person()
        let browser = try await bench.browser(of: ann)
        let answer = try await browser.post("/settings/profile", ["first_name": " Ann ", "last_name": ""])
        #expect(answer.place == "/settings?done=changed")
        #expect(try await browser.follow(answer).shows("Your settings are saved."))
        #expect(try await user(ann).firstName == "Ann")
        let long = String(repeating: "x", count: 101)
        let wrong = try await browser.post("/settings/profile", ["first_name": "Bea", "last_name": long])
        #expect(wrong.status == 422 && wrong.shows("last name is longer") && wrong.shows(long) && wrong.shows("Bea"))
        #expect(try await user(ann).firstName == "Ann")
    }

    @Test("take another address when it is proved, and say nothing of whether somebody else has it")
    func addresses() async throws {
        _ = try await bench.people.person(email: "ben@example.com")
        let ann = try await bench.people.person()
        let browser = try await bench.browser(of: ann)
        for (email, phone, words) in [
            ("ann@", "", "not a host name"),
            ("ann@example.com", "+12125550123", "No texts are sent"), ("", "", "One address must stay"),
        ] {
            let wrong = try await browser.post("/settings/addresses", ["email": email, "phone": phone])
            #expect(wrong.status == 422 && wrong.shows(words), "\(email) \(phone)")
            #expect(wrong.shows("<details class=\"fold card-foot\" open>") && wrong.shows("That was not done."))
        }
        let answer = try await browser.post("/settings/addresses", ["email": "new@example.com", "phone": ""])
        #expect(answer.place == "/settings?done=address-waits")
        #expect(try await browser.follow(answer).shows("Until then the old one stays"))
        #expect(try await user(ann).email == PeopleBench.email)
        let proof = try await bench.link("v")
        let elsewhere = try await Browser(bench).post(proof)
        #expect(elsewhere.place == "/sign-in?done=sign-in-first")
        let kept = elsewhere.fields[values: .setCookie].filter { $0.contains("-next=%2Fv%2F") }
        #expect(kept.count == 1)
        #expect(try await browser.post(proof).place == "/settings?done=verified")
        #expect(try await user(ann).email == "new@example.com")
        let taken = try await browser.post("/settings/addresses", ["email": "ben@example.com", "phone": ""])
        #expect(taken.place == answer.place)
        let number = try await browser.post(
            "/settings/addresses",
            ["email": "new@example.com", "phone": "+44 20 7946 0001"]
        )
        #expect(number.place == "/verify?done=proof-sent")
        #expect(try await browser.follow(number).shows("value=\"\(PeopleBench.phone)\""))
        let code = try await bench.people.digits()
        let verified = try await browser.post("/verify", ["address": PeopleBench.phone, "code": code])
        #expect(verified.place == "/settings?done=verified")
        #expect(try await user(ann).phoneVerifiedAt != nil)
    }

    @Test("take when to tell, and say beside each field what is wrong with it")
    func telling() async throws {
        let ann = try await bench.people.person()
        let browser = try await bench.browser(of: ann)
        let answer = try await browser.post(
            "/settings/telling",
            [
                "zone": "Europe/London", "locale": "en-GB", "quiet_start": "22:00", "quiet_end": "07:00",
                "digest_at": "08:30", "daily_cap": "9",
            ]
        )
        #expect(answer.place == "/settings?done=changed")
        let settings = try await user(ann).settings
        #expect(settings.zone == "Europe/London" && settings.locale == "en-GB" && settings.dailyCap == 9)
        #expect(settings.quietHours == QuietHours(start: 1_320, end: 420) && settings.digestAt == 510)
        let page = try await browser.follow(answer)
        for part in ["value=\"22:00\"", "value=\"08:30\"", "data-zone=\"Europe/London\""] {
            #expect(page.shows(part), "\(part)")
        }
        let wrong = try await browser.post(
            "/settings/telling",
            ["zone": "Nowhere", "quiet_start": "22:00", "quiet_end": "", "digest_at": "25:00", "daily_cap": "0"]
        )
        #expect(wrong.status == 422)
        for words in ["name of a time zone", "both times, or neither", "time of the day", "from 1 to 1000"] {
            #expect(wrong.shows(words), "\(words)")
        }
        #expect(wrong.shows("value=\"Nowhere\"") && wrong.shows("value=\"25:00\""))
        #expect(try await user(ann).settings == settings)
        #expect(try await browser.post("/settings/telling", [:]).status == 303)
        #expect(try await user(ann).settings == User.Settings())
    }

    @Test("try a channel and show what its carrier said, good or bad, on one line and harmless")
    func tests() async throws {
        let browser = try await bench.browser(of: try await bench.people.person())
        bench.people.web.mail.script(
            .accept(Receipt(reference: "r1", answer: "250 <b>taken</b>\r\n\u{1B}[2J")),
            .fail(NotifyError(.rejected, message: "550 5.7.1 not wanted"))
        )
        let good = try await browser.post("/settings/channels/email/test")
        #expect(good.status == 200 && good.shows("Accepted.") && good.shows("250 &lt;b&gt;taken&lt;/b&gt; [2J"))
        let bad = try await browser.post("/settings/channels/email/test")
        #expect(bad.status == 200 && bad.shows("Refused.") && bad.shows("550 5.7.1 not wanted"))
        for channel in ["webhook", "console", "x"] {
            let answer = try await browser.post("/settings/channels/\(channel)/test")
            #expect(answer.status == 404, "\(channel)")
        }
        let none = try await browser.post("/settings/channels/sms/test")
        #expect(none.status == 422 && none.shows("Not sent."))
        for _ in 0..<3 { _ = try await browser.post("/settings/channels/email/test") }
        let sixth = try await browser.post("/settings/channels/email/test")
        #expect(sixth.status == 429 && sixth.shows("Try again in"))
    }

    @Test("say so where there is no way to reach somebody")
    func unreachable() {
        var random = RandomSource.system
        let now = bench.clock.now
        let session = AccountSession(
            hash: AccountSecret(using: &random).hash,
            userID: .local,
            kind: .browser,
            scope: .admin,
            label: "test",
            createdAt: now,
            lastUsedAt: now,
            endsAt: now + .seconds(60)
        )
        for (carriers, hasNone) in [([], true), ([.console], false)] as [(Set<Channel>, Bool)] {
            let scene = SettingsView.Scene(
                user: User(id: .local, createdAt: now),
                present: session,
                sessions: [session],
                carriers: carriers,
                isAdmin: true,
                zone: .gmt
            )
            let view = SettingsView(FollowedSample.frame, scene)
            #expect(view.hasNoChannel == hasNone && view.channels.isEmpty == hasNone)
        }
    }

    @Test("show an address that its owner stopped, which a proof takes up again")
    func stopped() async throws {
        let ann = try await bench.people.person()
        let browser = try await bench.browser(of: ann)
        let urls = try #require(try bench.people.accounts.links?.unsubscribeURLs(for: ann, about: nil, over: .email))
        _ = try await bench.people.accounts.unsubscribe(String(urls.all.path.dropFirst("/u/".count)))
        #expect(try await browser.get("/settings").shows("Stopped"))
        bench.clock.advance(by: .seconds(60))
        let answer = try await browser.post("/settings/channels/email/verify")
        #expect(answer.place == "/settings?done=proof-sent")
        _ = try await browser.post(bench.link("v"))
        let page = try await browser.get("/settings")
        #expect(page.shows("Confirmed") && !page.shows("Stopped"))
    }

    @Test("show a token once, and give none more than who asks may have")
    func tokens() async throws {
        let browser = try await bench.browser(of: try await bench.people.person())
        let form = try await browser.get("/settings")
        #expect(form.shows("value=\"write\"") && !form.shows("value=\"admin\""))
        let made = try await browser.post("/settings/tokens", ["label": "Laptop", "scope": "read", "days": "7"])
        #expect(made.status == 200 && made.shows("Laptop"))
        let found = try #require(made.body.firstMatch(of: /id="new-token" readonly value="([A-Za-z0-9_-]{43})"/))
        let fields = HTTPFields.token(try #require(AccountSecret(String(found.output.1))))
        #expect(try await bench.ask(.get, "/api/v1/me", fields).status == 200)
        #expect(try await bench.ask(.post, "/api/v1/tokens", fields, body: "{}").status == 403)
        let page = try await browser.get("/settings")
        #expect(page.shows("Laptop") && !page.body.contains(found.output.1))
        for (label, scope, days, words) in [
            ("", "read", "7", "Give it a name"), ("a", "read", "366", "from 1 to 365 days"),
            ("a", "read", "x", "from 1 to 365 days"), ("a", "admin", "7", "Choose from the list"),
            ("a", "", "7", "Choose from the list"),
        ] {
            let wrong = try await browser.post("/settings/tokens", ["label": label, "scope": scope, "days": days])
            #expect(wrong.status == 422 && wrong.shows(words), "\(label) \(scope) \(days)")
        }
        let end = try #require(page.body.firstMatch(of: /\/settings\/tokens\/[0-9a-f]{64}\/end/))
        #expect(try await browser.post(String(end.output)).place == "/settings?done=ended")
        #expect(try await bench.ask(.get, "/api/v1/me", fields).status == 401)
    }

    @Test("end other browsers, and neither this one nor tokens of programs nor anybody else's")
    func sessions() async throws {
        let ann = try await bench.people.person()
        let browser = try await bench.browser(of: ann)
        let other = try await bench.browser(of: ann)
        let third = try await bench.browser(of: ann)
        let somebody = try await bench.browser(of: try await bench.people.person(email: "ben@example.com"))
        let program = try await bench.people.token(of: ann)
        let page = try await browser.get("/settings")
        #expect(page.body.matches(of: /\/settings\/sessions\/[0-9a-f]{64}\/end/).count == 2)
        let strange = try #require(AccountSecret(somebody.cookies["__Host-sales"] ?? "")).hash.hex
        #expect(try await browser.post("/settings/sessions/\(strange)/end").status == 303)
        #expect(try await somebody.get("/settings").status == 200)
        let one = try #require(AccountSecret(other.cookies["__Host-sales"] ?? "")).hash.hex
        #expect(try await browser.post("/settings/sessions/\(one)/end").place == "/settings?done=ended")
        #expect(try await other.get("/settings").status == 303)
        #expect(try await third.get("/settings").status == 200)
        #expect(try await browser.post("/settings/sessions/end-others").place == "/settings?done=ended")
        #expect(try await third.get("/settings").status == 303)
        #expect(try await browser.get("/settings").status == 200)
        #expect(try await bench.ask(.get, "/api/v1/me", program).status == 200)
        #expect(try await browser.post("/settings/sessions/x/end").status == 404)
    }

    @Test("give all that is kept of the person as a file")
    func export() async throws {
        _ = try await bench.people.person(email: "somebody-else@example.com")
        let browser = try await bench.browser(of: try await bench.people.person())
        let answer = try await browser.get("/settings/export")
        #expect(answer.status == 200 && answer.fields[.contentDisposition]?.contains("attachment") == true)
        #expect(answer.body.contains(PeopleBench.email) && !answer.body.contains("somebody-else"))
        for _ in 0..<4 { _ = try await browser.get("/settings/export") }
        let sixth = try await browser.get("/settings/export")
        #expect(sixth.status == 429 && sixth.shows("Too many requests"))
    }

    @Test("erase the person by a word that nobody types by mistake, and nobody who is always there")
    func erasure() async throws {
        let ann = try await bench.people.person()
        let browser = try await bench.browser(of: ann)
        #expect(try await browser.get("/settings/erase").shows("Erase my account"))
        for typed in ["", "yes", "erase it"] {
            let wrong = try await browser.post("/settings/erase", ["typed": typed])
            #expect(wrong.status == 422 && wrong.shows("This cannot be undone."), "\(typed)")
        }
        #expect(try await bench.store.user(ann.id) != nil)
        let answer = try await browser.post("/settings/erase", ["typed": " Erase "])
        #expect(answer.place == "/?done=erased" && !browser.isSignedIn)
        #expect(try await browser.follow(answer).shows("Everything about you is erased."))
        #expect(try await bench.store.user(ann.id) == nil)
        let own = try await bench.browser(of: try #require(try await bench.store.user(.local)))
        #expect(try await own.get("/settings/erase").status == 404)
        #expect(try await own.post("/settings/erase", ["typed": "erase"]).status == 404)
        #expect(try await bench.store.user(.local) != nil)
    }
}
