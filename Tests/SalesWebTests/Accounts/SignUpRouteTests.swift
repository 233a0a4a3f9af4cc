import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Signing up over the API", .timeLimit(.minutes(15)))
struct SignUpRouteTests {
    @Test("is answered with the same bytes whoever has the addresses, and only they are told")
    func enumeration() async throws {
        let bench = PeopleBench()
        _ = try await bench.person()
        _ = try await bench.store.addUser(User.New(email: "bea@example.com", createdAt: bench.clock.now))
        _ = try await bench.store.addUser(User.New(phone: PeopleBench.phone, createdAt: bench.clock.now))
        var answers: Set<Seen> = []
        for body in [
            #"{"email": "ann@example.com"}"#, #"{"email": "bea@example.com"}"#, #"{"email": "new@example.com"}"#,
            #"{"email": "ann@example.com", "phone": "\#(PeopleBench.phone)"}"#,
        ] { answers.insert(Seen(try await bench.send("/api/v1/sign-ups", body))) }
        #expect(answers.count == 1 && answers.first?.status == 202)
        try await bench.accounts.deliverLetters()
        let told = Set(bench.web.mail.messages.compactMap(\.recipient.email))
        #expect(told == [PeopleBench.email, "bea@example.com", "new@example.com"])
    }

    @Test("keeps what was given, and says at once all that is wrong")
    func members() async throws {
        let bench = PeopleBench()
        let good = #"""
            {"email": "new@example.com", "first_name": "Ann", "settings": {"zone": "Europe/London",
            "quiet_hours": {"start": 1320, "end": 420}, "daily_cap": 9}}
            """#
        #expect(try await bench.send("/api/v1/sign-ups", good).status == 202)
        let user = try #require(try await bench.store.user(at: "new@example.com", on: .email))
        #expect(user.firstName == "Ann" && user.settings.zone == "Europe/London" && user.settings.dailyCap == 9)
        #expect(user.settings.quietHours == QuietHours(start: 1_320, end: 420))
        let bad = #"""
            {"email": "ann@", "phone": "020", "first_name": 7, "last_name": "\#(String(repeating: "x", count: 101))",
            "settings": {"locale": "?", "zone": "Nowhere", "quiet_hours": {"start": 1}, "digest_at": 1440,
            "daily_cap": 0.5, "mood": 1}, "is_admin/~": true}
            """#
        let answer = try await bench.send("/api/v1/sign-ups", bad)
        #expect(answer.status == 422)
        let places = Set(try answer.json(as: WebBench.Said.self).errors?.map(\.at) ?? [])
        let expected: Set<String> = [
            "/email", "/phone", "/first_name", "/last_name", "/settings/locale", "/settings/zone",
            "/settings/quiet_hours/start", "/settings/digest_at", "/settings/daily_cap", "/settings/mood",
            "/is_admin~1~0",
        ]
        #expect(places == expected, "\(places.symmetricDifference(expected))")
        for (body, at) in [(#"{}"#, "/email"), (#"{"phone": "+12125550123"}"#, "/phone")] {
            let errors = try await bench.send("/api/v1/sign-ups", body).json(as: WebBench.Said.self).errors
            #expect(errors?.map(\.at) == [at], "\(body)")
        }
        #expect(try await bench.send("/api/v1/sign-ups", "[]").status == 422)
        #expect(try await bench.send("/api/v1/sign-ups", "nonsense").status == 400)
    }

    @Test(
        "is refused in words where nobody may, or only who is invited",
        arguments: [
            (WebSettings.Registration.closed, false), (.invite, false), (.open, true),
        ]
    )
    func closed(registration: WebSettings.Registration, isPrivate: Bool) async throws {
        var bench = PeopleBench()
        bench.web.settings.registration = registration
        bench.web.settings.isPrivate = isPrivate
        let answer = try await bench.send("/api/v1/sign-ups", #"{"email": "new@example.com"}"#)
        #expect(answer.status == 403)
        #expect(try answer.json(as: WebBench.Said.self).type == "urn:sales-tracker:problem:registration-closed")
        #expect(try await bench.store.user(at: "new@example.com", on: .email) == nil)
    }

    @Test("is put off when too much was asked for, and says until when")
    func tooMany() async throws {
        var bench = PeopleBench()
        bench.limits.signUps = 1
        let body = #"{"email": "new@example.com"}"#
        #expect(try await bench.send("/api/v1/sign-ups", body).status == 202)
        let answer = try await bench.send("/api/v1/sign-ups", body)
        #expect(answer.status == 429 && answer.fields[.retryAfter] == "3600")
    }
}
