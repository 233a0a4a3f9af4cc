import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("A person over the API", .timeLimit(.minutes(15)))
struct MeRouteTests {
    private struct Me: Decodable {
        struct Settings: Decodable {
            struct Hours: Decodable {
                let start: Int
                let end: Int
            }
            let locale: String?
            let zone: String?
            let quietHours: Hours?
            let dailyCap: Int?
        }
        let email: String?
        let emailVerifiedAt: String?
        let firstName: String?
        let settings: Settings
    }

    private struct Tested: Decodable {
        let isAccepted: Bool
        let answer: String
        let reference: String?
    }

    private static func places(_ answer: WebBench.Answer) throws -> [String]? {
        try answer.json(as: WebBench.Said.self).errors?.map(\.at)
    }

    @Test("is shown with settings, and what is changed is merged into what was there")
    func change() async throws {
        let bench = PeopleBench()
        let fields = try await bench.token(of: try await bench.person())
        let first = #"{"first_name": "Ann", "settings": {"zone": "Europe/London", "daily_cap": 9}}"#
        #expect(try await bench.send(.patch, "/api/v1/me", first, by: fields).status == 200)
        let second =
            #"{"first_name": null, "settings": {"daily_cap": null, "quiet_hours": {"start": 1320, "end": 420}}}"#
        let answer = try await bench.send(.patch, "/api/v1/me", second, by: fields)
        let me = try answer.json(as: Me.self)
        #expect(me.firstName == nil && me.settings.zone == "Europe/London" && me.settings.dailyCap == nil)
        #expect(me.settings.quietHours?.start == 1_320 && me.settings.quietHours?.end == 420)
        #expect(me.emailVerifiedAt != nil)
        let shown = try await bench.ask(.get, "/api/v1/me", fields)
        #expect(shown.body == answer.body)
        #expect(try await bench.send(.patch, "/api/v1/me", "{}", by: fields).body == answer.body)
    }

    @Test("has another address when it is proved, and learns of none whether somebody else has it")
    func addresses() async throws {
        let bench = PeopleBench()
        _ = try await bench.person(email: "ben@example.com")
        let fields = try await bench.token(of: try await bench.person(), scope: .admin)
        for (body, at) in [
            (#"{"email": "ann@"}"#, "/email"), (#"{"phone": "+12125550123"}"#, "/phone"),
            (#"{"is_admin": true}"#, "/is_admin"),
            (#"{"settings": {"zone": "Nowhere"}}"#, "/settings/zone"),
        ] {
            let answer = try await bench.send(.patch, "/api/v1/me", body, by: fields)
            #expect(answer.status == 422, "\(body)")
            #expect(try Self.places(answer) == [at], "\(body)")
        }
        #expect(try await bench.send(.patch, "/api/v1/me", #"{"email": null}"#, by: fields).status == 422)
        let taken = try await bench.send(.patch, "/api/v1/me", #"{"email": "ben@example.com"}"#, by: fields)
        try await bench.accounts.deliverLetters()
        let answer = try await bench.send(.patch, "/api/v1/me", #"{"email": "new@example.com"}"#, by: fields)
        #expect(answer.status == 202 && Seen(answer) == Seen(taken))
        let me = try answer.json(as: Me.self)
        #expect(me.email == PeopleBench.email && me.emailVerifiedAt != nil)
        let proof = try await bench.secret(of: "v")
        #expect(bench.web.mail.messages.last?.recipient.email == "new@example.com")
        let body = #"{"secret": "\#(proof)"}"#
        #expect(try await bench.send("/api/v1/verifications", body).status == 422)
        #expect(try await bench.send(.post, "/api/v1/verifications", body, by: fields).status == 200)
        let moved = try await bench.ask(.get, "/api/v1/me", fields).json(as: Me.self)
        #expect(moved.email == "new@example.com" && moved.emailVerifiedAt != nil)
    }

    @Test("is erased by a word that nobody sends by mistake, and then nothing of theirs answers")
    func erasure() async throws {
        let bench = PeopleBench()
        let user = try await bench.person()
        let fields = try await bench.token(of: user, scope: .admin)
        try await bench.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        let secret = try await bench.secret(of: "s")
        for body in ["{}", #"{"confirm": "yes"}"#, #"{"confirm": null}"#] {
            let answer = try await bench.send(.delete, "/api/v1/me", body, by: fields)
            let places = try Self.places(answer)
            #expect(answer.status == 422 && places == ["/confirm"], "\(body)")
        }
        #expect(try await bench.ask(.delete, "/api/v1/me", fields).status == 415)
        let answer = try await bench.send(.delete, "/api/v1/me", #"{"confirm": "erase"}"#, by: fields)
        #expect(answer.status == 204 && answer.body.isEmpty)
        #expect(try await bench.store.user(user.id) == nil)
        for route in WebService.routes(try bench.parts, bench.web.settings)
        where route.access == .people && route.kind == .api {
            let path = route.path.replacing(/\{\w+\}/, with: "1")
            #expect(try await bench.send(route.method, path, "{}", by: fields).status == 401, "\(path)")
        }
        #expect(try await bench.send("/api/v1/sessions", #"{"secret": "\#(secret)"}"#).status == 422)
    }

    @Test("is taken from nobody by a token that changes what they follow: not moved, not shut out, not erased")
    func programs() async throws {
        let bench = PeopleBench()
        let user = try await bench.person(phone: PeopleBench.phone)
        let own = try await bench.token(of: user)
        let other = try await bench.accounts.openSession(
            for: user.id,
            kind: .program,
            scope: .read,
            label: "other",
            in: bench.store
        )
        let before = try await bench.store.user(user.id)
        let others = other.session.hash.hex
        for (method, path, body) in [
            (.patch, "me", #"{"email": "new@example.com"}"#), (.patch, "me", #"{"phone": null}"#),
            (.delete, "me", #"{"confirm": "erase"}"#), (.delete, "sessions", "{}"),
            (.delete, "sessions/\(others)", "{}"), (.delete, "tokens/\(others)", "{}"),
        ] as [(HTTPRequest.Method, String, String)] {
            let answer = try await bench.send(method, "/api/v1/\(path)", body, by: own)
            #expect(answer.status == 403, "\(method) \(path)")
            let said = try answer.json(as: WebBench.Said.self)
            #expect(said.type == "urn:sales-tracker:problem:scope", "\(method) \(path)")
        }
        let after = try await bench.store.user(user.id)
        #expect(after == before)
        #expect(try await bench.ask(.get, "/api/v1/me", .token(other.secret)).status == 200)
        #expect(try await bench.send(.patch, "/api/v1/me", #"{"first_name": "Ann"}"#, by: own).status == 200)
        let browser = try await bench.accounts.openSession(
            for: user.id,
            kind: .browser,
            scope: .write,
            label: "Firefox",
            in: bench.store
        )
        let cookie = HTTPFields.page(browser.secret)
        #expect(try await bench.send(.delete, "/api/v1/tokens/\(others)", "{}", by: cookie).status == 204)
        #expect(try await bench.send(.delete, "/api/v1/me", #"{"confirm": "erase"}"#, by: cookie).status == 204)
    }

    @Test("who is the installation's own cannot be erased")
    func local() async throws {
        let bench = PeopleBench()
        let user = try #require(try await bench.store.user(.local))
        let fields = try await bench.token(of: user, scope: .admin)
        #expect(try await bench.send(.delete, "/api/v1/me", #"{"confirm": "erase"}"#, by: fields).status == 409)
        #expect(try await bench.ask(.get, "/api/v1/me", fields).status == 200)
    }

    @Test("gets all that is kept of them, and nothing of anybody else")
    func export() async throws {
        let bench = PeopleBench()
        _ = try await bench.person(email: "somebody-else@example.com")
        let fields = try await bench.token(of: try await bench.person())
        let answer = try await bench.ask(.get, "/api/v1/me/export", fields)
        #expect(answer.status == 200 && answer.fields[.contentDisposition]?.contains("attachment") == true)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        #expect(
            json.keys.sorted() == [
                "alerts", "counts", "letters", "sessions", "subscriptions", "suppressions", "tokens", "user",
            ]
        )
        #expect((json["sessions"] as? [Any])?.count == 1)
        #expect((json["user"] as? [String: Any])?["email"] as? String == PeopleBench.email)
        #expect(!answer.body.contains("somebody-else"))
        for _ in 0..<4 { #expect(try await bench.ask(.get, "/api/v1/me/export", fields).status == 200) }
        let sixth = try await bench.ask(.get, "/api/v1/me/export", fields)
        #expect(sixth.status == 429 && sixth.fields[.retryAfter] == "3600")
    }

    @Test("has a proof sent again, as often as five times an hour, to addresses that they have")
    func verifications() async throws {
        let bench = PeopleBench()
        let fields = try await bench.token(of: try await bench.person())
        for (body, at) in [(#"{"channel": "sms"}"#, "/channel"), ("{}", "/channel"), (#"{"channel": ""}"#, "/channel")]
        {
            let answer = try await bench.send(.post, "/api/v1/me/verifications", body, by: fields)
            let places = try Self.places(answer)
            #expect(answer.status == 422 && places == [at], "\(body)")
        }
        for number in 0..<6 {
            let answer = try await bench.send(.post, "/api/v1/me/verifications", #"{"channel": "email"}"#, by: fields)
            #expect(answer.status == (number < 5 ? 202 : 429))
        }
        try await bench.accounts.deliverLetters()
        #expect(bench.web.mail.messages.count == 3)
    }

    @Test("tries a channel and is told what the carrier said, good or bad, five times an hour")
    func tests() async throws {
        let bench = PeopleBench()
        let fields = try await bench.token(of: try await bench.person())
        bench.web.mail.script(
            .accept(Receipt(reference: "r1", answer: "250 taken\r\n\u{1B}[2J")),
            .fail(NotifyError(.rejected, message: "550 5.7.1 not wanted"))
        )
        func test(_ body: String = #"{"channel": "email"}"#) async throws -> WebBench.Answer {
            try await bench.send(.post, "/api/v1/me/tests", body, by: fields)
        }
        let good = try await test().json(as: Tested.self)
        #expect(good.isAccepted && good.answer == "250 taken [2J" && good.reference == "r1")
        let bad = try await test().json(as: Tested.self)
        #expect(!bad.isAccepted && bad.answer == "550 5.7.1 not wanted" && bad.reference == nil)
        for body in [#"{"channel": "sms"}"#, #"{"channel": "webhook"}"#, #"{"channel": 1}"#] {
            let places = try Self.places(try await test(body))
            #expect(places == ["/channel"], "\(body)")
        }
        for number in 2..<6 { #expect(try await test().status == (number < 5 ? 200 : 429)) }
    }
}
