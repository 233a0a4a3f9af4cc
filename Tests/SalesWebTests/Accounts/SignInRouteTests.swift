import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Signing in over the API", .timeLimit(.minutes(15)))
struct SignInRouteTests {
    private struct Session: Decodable, Equatable {
        let id: String
        let kind: String
        let scope: String
        let label: String
        let endsAt: String
        let isCurrent: Bool
    }

    private struct Opened: Decodable {
        let session: Session
        let secret: String
    }

    private struct Listed: Decodable {
        let sessions: [Session]
    }

    private static func fields(_ answer: WebBench.Answer) throws -> HTTPFields {
        let opened: Opened = try answer.json()
        return .token(try #require(AccountSecret(opened.secret)))
    }

    @Test("works by a link: signed up, proved, asked for, signed in, signed out")
    func link() async throws {
        let bench = PeopleBench()
        #expect(try await bench.send("/api/v1/sign-ups", #"{"email": "ann@example.com"}"#).status == 202)
        let proof = try await bench.secret(of: "v")
        let verified = try await bench.send("/api/v1/verifications", #"{"secret": "\#(proof)"}"#)
        #expect(verified.status == 200 && verified.body == #"{"channel":"email"}"#)
        #expect(try await bench.send("/api/v1/sign-ins", #"{"email": "Ann@Example.com"}"#).status == 202)
        let secret = try await bench.secret(of: "s")
        let answer = try await bench.send("/api/v1/sessions", #"{"secret": "\#(secret)", "label": "laptop"}"#)
        #expect(answer.status == 201)
        let session = try answer.json(as: Opened.self).session
        #expect(session.kind == "program" && session.scope == "write" && session.label == "laptop")
        #expect(session.endsAt == (bench.clock.now + .seconds(30 * 86_400)).description)
        let fields = try Self.fields(answer)
        #expect(try await bench.ask(.get, "/api/v1/me", fields).status == 200)
        #expect(try await bench.ask(.delete, "/api/v1/sessions/current", fields).status == 204)
        #expect(try await bench.ask(.get, "/api/v1/me", fields).status == 401)
    }

    @Test("works by a code: sent to a number, which is proved and signs in by what it reads")
    func code() async throws {
        let bench = PeopleBench()
        #expect(try await bench.send("/api/v1/sign-ups", #"{"phone": "\#(PeopleBench.phone)"}"#).status == 202)
        func body(_ digits: String) -> String { #"{"phone": "\#(PeopleBench.phone)", "code": "\#(digits)"}"# }
        #expect(try await bench.send("/api/v1/verifications", body(try await bench.digits())).status == 200)
        #expect(try await bench.send("/api/v1/sign-ins", #"{"phone": "\#(PeopleBench.phone)"}"#).status == 202)
        let answer = try await bench.send("/api/v1/sessions", body(try await bench.digits()))
        #expect(answer.status == 201)
        #expect(try await bench.ask(.get, "/api/v1/me", Self.fields(answer)).status == 200)
    }

    @Test("is told once, also to whoever is signed in already and sends it with an Idempotency-Key")
    func toldOnce() async throws {
        let bench = PeopleBench()
        var fields = try await bench.token(of: try await bench.person())
        fields[.idempotencyKey] = "a"
        try await bench.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        let secret = try await bench.secret(of: "s")
        let body = #"{"secret": "\#(secret)"}"#
        #expect(try await bench.send("/api/v1/sessions", body, by: fields).status == 201)
        let again = try await bench.send("/api/v1/sessions", body, by: fields)
        #expect(again.status == 409 && !again.body.contains("\"secret\""), "\(again.body)")
    }

    @Test("gives a mark by which the person gets their letter where strangers have used up the others")
    func device() async throws {
        struct Marked: Decodable {
            let device: String
        }
        let bench = PeopleBench()
        _ = try await bench.person()
        try await bench.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        let first = try await bench.secret(of: "s")
        let opened = try await bench.send("/api/v1/sessions", #"{"secret": "\#(first)"}"#)
        let mark = try opened.json(as: Marked.self).device
        for _ in 0..<5 { try await bench.accounts.requestSignIn(of: PeopleBench.email, on: .email) }
        try await bench.accounts.deliverLetters()
        let sent = bench.web.mail.messages.count
        var answers: Set<Seen> = []
        for (device, isSent) in [("x", false), (mark, true)] {
            let body = #"{"email": "\#(PeopleBench.email)", "device": "\#(device)"}"#
            answers.insert(Seen(try await bench.send("/api/v1/sign-ins", body)))
            try await bench.accounts.deliverLetters()
            #expect(bench.web.mail.messages.count == sent + (isSent ? 1 : 0))
        }
        #expect(answers.count == 1 && answers.first?.status == 202)
    }

    @Test("is asked for with the same bytes whoever has the address")
    func enumeration() async throws {
        let bench = PeopleBench()
        _ = try await bench.person()
        _ = try await bench.store.addUser(User.New(email: "bea@example.com", createdAt: bench.clock.now))
        var answers: Set<Seen> = []
        for email in [PeopleBench.email, "bea@example.com", "nobody@example.com"] {
            answers.insert(Seen(try await bench.send("/api/v1/sign-ins", #"{"email": "\#(email)"}"#)))
        }
        #expect(answers.count == 1 && answers.first?.status == 202)
        try await bench.accounts.deliverLetters()
        let subjects = bench.web.mail.messages.map(\.subject).sorted()
        #expect(subjects == ["Please confirm your address", "Your link to sign in"])
    }

    @Test("signs nobody in by a secret that was used, has ended, was changed, or is for something else")
    func wrongSecrets() async throws {
        let bench = PeopleBench()
        let user = try await bench.person()
        try await bench.accounts.requestVerification(of: user, on: .email)
        let proof = try await bench.secret(of: "v")
        try await bench.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        let secret = try await bench.secret(of: "s")
        let swapped = String(secret.map { $0.isUppercase ? Character($0.lowercased()) : Character($0.uppercased()) })
        var answers: Set<Seen> = []
        for wrong in [proof, swapped, String(secret.dropLast()), secret + "A", "x"] {
            answers.insert(Seen(try await bench.send("/api/v1/sessions", #"{"secret": "\#(wrong)"}"#)))
            answers.insert(
                Seen(
                    try await bench.send("/api/v1/verifications", #"{"secret": "\#(wrong == proof ? secret : wrong)"}"#)
                )
            )
        }
        #expect(try await bench.send("/api/v1/sessions", #"{"secret": "\#(secret)"}"#).status == 201)
        answers.insert(Seen(try await bench.send("/api/v1/sessions", #"{"secret": "\#(secret)"}"#)))
        try await bench.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        let late = try await bench.secret(of: "s")
        bench.clock.advance(by: .seconds(600))
        answers.insert(Seen(try await bench.send("/api/v1/sessions", #"{"secret": "\#(late)"}"#)))
        #expect(answers.count == 1 && answers.first?.status == 422, "\(answers)")
        #expect(try await bench.send("/api/v1/verifications", #"{"secret": "\#(proof)"}"#).status == 200)
    }

    @Test(
        "takes five guesses of a code, and is answered the same where nobody has the address",
        arguments: [
            "/api/v1/sessions", "/api/v1/verifications",
        ]
    )
    func guesses(path: String) async throws {
        let bench = PeopleBench()
        _ = try await bench.person(email: nil, phone: PeopleBench.phone)
        try await bench.accounts.requestSignIn(of: PeopleBench.phone, on: .sms)
        let right = try await bench.digits()
        let wrong = right == "00000000" ? "00000001" : "00000000"
        var series: [[Seen]] = []
        for phone in [PeopleBench.phone, "+442079460009"] {
            var looks: [Seen] = []
            for number in 0..<7 {
                let body = #"{"phone": "\#(phone)", "code": "\#(number < 5 ? wrong : right)"}"#
                looks.append(Seen(try await bench.send(path, body)))
            }
            series.append(looks)
        }
        #expect(series[0] == series[1])
        #expect(series[0].map(\.status) == [422, 422, 422, 422, 422, 429, 429])
        #expect(series[0].last?.fields[.retryAfter] == "600")
    }

    @Test("needs one proof of one address, and says which member is wrong")
    func members() async throws {
        let bench = PeopleBench()
        for (path, body, at) in [
            ("sessions", "{}", "/secret"), ("sessions", #"{"secret": "x", "code": "1"}"#, "/code"),
            ("sessions", #"{"code": "12345678"}"#, "/email"), ("sessions", #"{"code": 12345678}"#, "/code"),
            ("sessions", #"{"code": "1", "email": "a@example.com", "phone": "+442079460001"}"#, "/phone"),
            ("sessions", #"{"secret": "x", "label": ""}"#, "/label"),
            ("sessions", #"{"secret": "x", "ttl": 1}"#, "/ttl"),
            ("verifications", #"{"code": "1", "email": "a@"}"#, "/email"), ("sign-ins", "{}", "/email"),
            ("sign-ins", #"{"phone": "+12125550123"}"#, "/phone"), ("sign-ins", #"{"email": null}"#, "/email"),
        ] {
            let answer = try await bench.send("/api/v1/\(path)", body)
            #expect(answer.status == 422, "\(path) \(body)")
            #expect(try answer.json(as: WebBench.Said.self).errors?.map(\.at) == [at], "\(path) \(body)")
        }
    }

    @Test("is listed and ended by its person, of browsers and programs, and by nobody else")
    func sessions() async throws {
        let bench = PeopleBench()
        let ann = try await bench.person()
        let ben = try await bench.person(email: "ben@example.com")
        let fields = try await bench.token(of: ann, scope: .admin)
        let bens = try await bench.token(of: ben, scope: .admin)
        let browser = try await bench.accounts.openSession(
            for: ann.id,
            kind: .browser,
            scope: .admin,
            label: "Firefox",
            in: bench.store
        )
        let cookie = HTTPFields.cookie(browser.secret)
        let listed = try await bench.ask(.get, "/api/v1/sessions", fields)
        let sessions = try listed.json(as: Listed.self).sessions
        #expect(sessions.map(\.label) == ["Firefox", "test"] && sessions.map(\.isCurrent) == [false, true])
        #expect(!listed.body.contains(browser.secret.text))
        let id = browser.session.hash.hex
        #expect(try await bench.ask(.delete, "/api/v1/sessions/\(id)", bens).status == 204)
        #expect(try await bench.ask(.get, "/api/v1/me", cookie).status == 200)
        #expect(try await bench.ask(.delete, "/api/v1/sessions/nonsense", fields).status == 404)
        #expect(try await bench.ask(.delete, "/api/v1/sessions", fields).status == 204)
        #expect(try await bench.ask(.get, "/api/v1/me", cookie).status == 401)
        #expect(try await bench.ask(.get, "/api/v1/me", fields).status == 200)
        #expect(try await bench.ask(.get, "/api/v1/me", bens).status == 200)
    }

    @Test("and proving while signed in keeps both addresses one person's")
    func bothAddresses() async throws {
        let bench = PeopleBench()
        let user = try await bench.person(email: nil, phone: PeopleBench.phone)
        let fields = try await bench.token(of: user, scope: .admin)
        let patched = try await bench.send(.patch, "/api/v1/me", #"{"email": "ann@example.com"}"#, by: fields)
        #expect(patched.status == 200)
        let proof = try await bench.secret(of: "v")
        let body = #"{"secret": "\#(proof)"}"#
        #expect(try await bench.send(.post, "/api/v1/verifications", body, by: fields).status == 200)
        let whole = try #require(try await bench.store.user(user.id))
        #expect(whole.email == PeopleBench.email && whole.emailVerifiedAt != nil && whole.phoneVerifiedAt != nil)
    }
}
