import SalesCore
import SalesSQLite
import Testing

@testable import LocalShop

@Suite("Addresses that are not written to, from the command line", .timeLimit(.minutes(15)))
struct SuppressionTests {
    private struct Row: Decodable {
        let channel: String
        let address: String
        let isSuppressed: Bool
        let kind: String?
        let at: String?
        let reference: String?
        let lifting: String?
    }

    private struct Person: Decodable {
        let email: String?
        let emailSuppression: String?
        let phoneSuppression: String?
    }

    private static let email = "ann@example.org"
    private static let phone = "+447700900123"
    private static let at = Timestamp(milliseconds: 1_772_366_400_000)

    private static func suppress(_ kind: Suppression.Kind, _ reference: String, in home: Sandbox) async throws {
        let store = try await SQLiteStore(path: home.storePath)
        let report = Suppression(channel: .email, address: email, kind: kind, reference: reference, at: at)
        #expect(try await store.suppress(report))
        try await store.close()
    }

    private static func rows(_ home: Sandbox, _ arguments: String...) async throws -> [Row] {
        try await home.salesctl(["users", "suppression", "--format", "json"] + arguments).json()
    }

    @Test("Whether, why and since when is said of an address in any spelling, also where nobody has it")
    func why() async throws {
        try await Sandbox.with { home in
            let none = try await home.salesctl("users", "suppression", Self.phone)
            #expect(none.status == 0 && none.output == "\(Self.phone) is not suppressed.\n", "\(none.errors)")
            try await Self.suppress(.bounce, "r1", in: home)
            let words = try await home.salesctl("users", "suppression", "ANN@example.org")
            #expect(words.output.contains("it bounced, as the carrier reported at 2026-03-01T12:00:00"))
            #expect(words.output.contains("`salesctl users suppression ANN@example.org --lift`"), "\(words.output)")
            let row = try #require(try await Self.rows(home, Self.email).first)
            #expect(row.isSuppressed && row.kind == "bounce" && row.reference == "r1" && row.channel == "email")
            #expect(row.at?.hasPrefix("2026-03-01T12:00:00") == true && row.lifting == nil)
        }
    }

    @Test("Of a person all addresses are asked about, and the list of people says it too")
    func people() async throws {
        try await Sandbox.with { home in
            let store = try await SQLiteStore(path: home.storePath)
            _ = try await store.addUser(User.New(email: Self.email, phone: Self.phone, createdAt: Self.at))
            try await store.close()
            try await Self.suppress(.stop, "r1", in: home)
            let rows = try await Self.rows(home, "2")
            #expect(rows.map(\.channel) == ["email", "sms"] && rows.map(\.isSuppressed) == [true, false])
            let list = try await home.salesctl("users").output
            #expect(list.contains("email unconfirmed, stopped; phone unconfirmed"), "\(list)")
            let people: [Person] = try await home.salesctl("users", "list", "--format", "json").json()
            #expect(people.last?.email == Self.email && people.last?.emailSuppression == "stop")
            #expect(people.last?.phoneSuppression == nil)
            let both = try await home.salesctl("users", "suppression", "2", "--lift")
            #expect(both.status == 64 && both.errors.contains("name the one to write to again"), "\(both.errors)")
            #expect(try await home.salesctl("users", "suppression", "1").output == "User 1 has no address.\n")
        }
    }

    @Test("A bounce is lifted, a complaint becomes a stop, and a stop is refused with what to do")
    func lift() async throws {
        try await Sandbox.with { home in
            try await Self.suppress(.bounce, "r1", in: home)
            let lifted = try #require(try await Self.rows(home, Self.email, "--lift").first)
            #expect(!lifted.isSuppressed && lifted.lifting == "lifted")
            let again = try await home.salesctl("users", "suppression", Self.email, "--lift")
            #expect(again.status == 0 && again.output.contains("nothing was changed"), "\(again.errors)")
            try await Self.suppress(.complaint, "r2", in: home)
            let softened = try await home.salesctl("users", "suppression", Self.email, "--lift")
            #expect(softened.output.contains("Nobody here has this address; `salesctl users add --email …`"))
            let stop = try #require(try await Self.rows(home, Self.email).first)
            #expect(stop.kind == "stop" && stop.reference == "r2")
            let kept = try await home.salesctl("users", "suppression", Self.email, "--lift")
            #expect(kept.status == 77 && kept.errors.contains("only they lift it"), "\(kept.errors)")
            #expect(!kept.errors.contains(Self.email))
            let store = try await SQLiteStore(path: home.storePath)
            _ = try await store.addUser(User.New(email: Self.email, createdAt: Self.at))
            try await store.close()
            let owned = try await home.salesctl("users", "suppression", Self.email, "--lift")
            #expect(owned.errors.contains("`salesctl users verify 2 --channel email` sends its owner what lifts it"))
            #expect(try await Self.rows(home, Self.email).first?.kind == "stop")
        }
    }
}
