import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("People, for admins")
struct AdminUserTests {
    private struct Person: Decodable {
        struct Settings: Decodable {
            let locale: String?
            let digestAt: Int?
        }
        let id: Int64
        let email: String?
        let phone: String?
        let firstName: String?
        let isAdmin: Bool
        let settings: Settings
        let emailSuppression: String?
    }

    private struct People: Decodable {
        let users: [Person]
        let next: String?
    }

    private struct Added: Decodable {
        let user: Person
        let isNew: Bool
    }

    private let bench = WebBench()
    private let users = "/api/v1/admin/users"

    @Test("are listed in the order of their numbers, a page at a time")
    func list() async throws {
        let admin = try await bench.admin()
        for number in 0..<5 { _ = try await bench.store.addUser(Sample.person(number)) }
        let first: People = try await bench.ask(.get, "\(users)?limit=4", admin).json()
        #expect(first.users.map(\.id) == [1, 2, 3, 4])
        let token = try #require(first.next)
        let rest: People = try await bench.ask(.get, "\(users)?limit=4&after=\(token)", admin).json()
        #expect(rest.users.map(\.id) == [5, 6, 7] && rest.next == nil)
        #expect(rest.users[0].firstName == "Zoë 2" && rest.users[0].settings.digestAt == 482)
        #expect(first.users[1].isAdmin && !rest.users[0].isAdmin)
    }

    @Test("are added whatever the registration, and get the letters that prove their addresses")
    func added() async throws {
        for registration in WebSettings.Registration.allCases {
            var bench = WebBench()
            bench.settings.registration = registration
            let body = #"{"email": "new@example.com", "first_name": "New"}"#
            let admin = try await bench.admin()
            let answer = try await bench.send(.post, users, admin, body)
            #expect(answer.status == 201, "\(registration)")
            let added: Added = try answer.json()
            #expect(added.isNew && added.user.email == "new@example.com" && !added.user.isAdmin)
            #expect(try await bench.parts.accounts.deliverLetters() == 1)
            #expect(bench.mail.messages.map(\.recipient.email) == ["new@example.com"])
            let again = try await bench.send(.post, users, admin, body)
            #expect(again.status == 200)
            #expect(try again.json(as: Added.self).isNew == false)
        }
    }

    @Test("are not added from what no address is, which is told by its member")
    func wrong() async throws {
        let admin = try await bench.admin()
        let long = String(repeating: "x", count: 101)
        for (body, members) in [
            ("{}", ["/email"]), (#"{"email": "nobody"}"#, ["/email"]), (#"{"email": 1}"#, ["/email"]),
            (#"{"email": "a@example.com", "is_admin": true}"#, ["/is_admin"]),
            (#"{"phone": "0123"}"#, ["/phone"]), (#"{"first_name": "Ann"}"#, ["/email"]),
            (#"{"phone": "+1", "first_name": "\#(long)"}"#, ["/phone", "/first_name"]),
            (#"{"email": "a@example.com", "last_name": "\#(long)"}"#, ["/last_name"]),
        ] {
            let answer = try await bench.send(.post, users, admin, body)
            #expect(answer.status == 422, "\(body)")
            #expect(try answer.json(as: WebBench.Said.self).errors?.map(\.at) == members, "\(body)")
        }
        _ = try await bench.store.addUser(.init(email: "a@example.com", createdAt: bench.clock.now))
        _ = try await bench.store.addUser(.init(phone: "+442079460001", createdAt: bench.clock.now))
        let two = #"{"email": "a@example.com", "phone": "+442079460001"}"#
        let answer = try await bench.send(.post, users, admin, two)
        #expect(answer.status == 422 && answer.body.contains("two different people"))
    }

    @Test("are shown with why their addresses are not written to")
    func shown() async throws {
        let admin = try await bench.admin()
        _ = try await bench.signIn("ben")
        let bounce = Feedback(kind: .bounce, channel: .email, address: "ben@example.com", reference: "r1")
        #expect(try await bench.parts.accounts.apply(feedback: [bounce]) == 1)
        let ben: Person = try await bench.ask(.get, "\(users)/3", admin).json()
        #expect(ben.email == "ben@example.com" && ben.emailSuppression == "bounce")
        let root: Person = try await bench.ask(.get, "\(users)/2", admin).json()
        #expect(root.emailSuppression == nil)
    }

    @Test("become admins and stop being some by another admin, and what they may do follows at once")
    func rights() async throws {
        let admin = try await bench.admin()
        let ben = HTTPFields.token(try await bench.signIn("ben"))
        #expect(try await bench.ask(.get, users, ben).status == 404)
        let raised = try await bench.send(.patch, "\(users)/3", admin, #"{"is_admin": true}"#)
        #expect(raised.status == 200)
        #expect(try raised.json(as: Person.self).isAdmin)
        #expect(try await bench.ask(.get, users, ben).status == 200)
        let own = try await bench.send(.patch, "\(users)/2", admin, #"{"is_admin": false}"#)
        #expect(own.status == 422)
        #expect(try own.json(as: WebBench.Said.self).errors?.map(\.at) == ["/is_admin"])
        #expect(try await bench.send(.patch, "\(users)/2", ben, #"{"is_admin": false}"#).status == 200)
        #expect(try await bench.ask(.get, users, admin).status == 404)
        #expect(try await bench.send(.patch, "\(users)/3", ben, "{}").status == 422)
    }

    @Test("are erased with their sessions, save the one who asks and the local one")
    func erased() async throws {
        let admin = try await bench.admin()
        let ben = HTTPFields.token(try await bench.signIn("ben"))
        #expect(try await bench.ask(.delete, "\(users)/3", admin).status == 204)
        #expect(try await bench.store.user(UserID(rawValue: 3)) == nil)
        #expect(try await bench.ask(.get, "/api/v1/me", ben).status == 401)
        for (path, status) in [("3", 404), ("99", 404), ("x", 404), ("0", 404), ("2", 422), ("1", 409)] {
            #expect(try await bench.ask(.delete, "\(users)/\(path)", admin).status == status, "\(path)")
        }
        #expect(try await bench.store.user(UserID(rawValue: 2)) != nil)
    }
}
