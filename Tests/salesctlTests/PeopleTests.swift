import Foundation
import Testing

@testable import LocalShop

@Suite("People with accounts, from the command line", .timeLimit(.minutes(15)))
struct PeopleTests {
    private struct Person: Decodable {
        let id: Int64
        let email: String?
        let firstName: String?
        let lastName: String?
        let phone: String?
        let emailVerifiedAt: String?
        let phoneVerifiedAt: String?
        let isAdmin: Bool
        let settings: [String: AnySetting]
    }

    /// A setting of any type, as text.
    private struct AnySetting: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let words = try? value.decode(String.self) {
                text = words
            } else if let number = try? value.decode(Int.self) {
                text = "\(number)"
            } else {
                text = "\(try value.decode([String: Int].self).sorted { $0.key < $1.key })"
            }
        }
    }

    private struct Export: Decodable {
        struct Followed: Decodable {
            struct Rule: Decodable { let text: String }
            let product: Int64
            let rule: Rule
        }
        let user: Person
        let subscriptions: [Followed]
    }

    private struct Link: Decodable {
        let channel: String
        let url: String
    }

    private static let secret = String(repeating: Sandbox.secret, count: 3)
    private static let settings = [
        "SALES_LINKS_SECRET": secret, "SALES_LINKS_BASE_URL": "https://alerts.example/t",
        "SALES_NOTIFY_CHANNELS": "console,email", "SALES_NOTIFY_SMTP_HOST": "127.0.0.1", "SALES_NOTIFY_SMTP_PORT": "1",
        "SALES_NOTIFY_SMTP_SECURITY": "none",
    ]
    private static let add = [
        "users", "add", "--email", "ann.canary@example.org", "--first-name", "Zenobia", "--last-name", "Quillfeather",
        "--phone", "+442079460001", "--quiet-hours", "22:00-07:00", "--daily-cap", "9",
    ]

    private static func people(_ home: Sandbox) async throws -> [Person] {
        try await home.salesctl("users", "list", "--format", "json").json()
    }

    @Test("A person is added, told what became of the mail, confirmed by word, followed for, exported and erased")
    func life() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let added = try await home.salesctl(Self.add, environment: Self.settings)
                #expect(added.status == 0 && added.output.contains("User 2 is added."), "\(added.errors)")
                #expect(added.output.contains("not sent yet"), "\(added.output)")
                let again = try await home.salesctl(Self.add, environment: Self.settings)
                #expect(again.output.contains("User 2 was there; nothing was changed."), "\(again.output)")
                #expect(try await Self.people(home).last?.emailVerifiedAt == nil)
                let word = try await home.salesctl("users", "verify", "2", "--yes-i-know", "--channel", "email")
                #expect(word.status == 0 && word.output.contains("confirmed by your word: email"), "\(word.errors)")
                let track = try await home.salesctl("track", shop.page(6), "--below", "40", "--user", "2")
                #expect(track.status == 0, "\(track.errors)")
                let export = try await home.salesctl("users", "export", "ann.canary@example.org").json(as: Export.self)
                #expect(export.user.firstName == "Zenobia" && export.user.phone == "+442079460001")
                #expect(export.user.emailVerifiedAt != nil && export.subscriptions.map(\.product) == [1])
                let links = try await home.salesctl(
                    ["users", "link", "2", "--product", "1", "--format", "json"],
                    environment: Self.settings
                ).json(as: [Link].self)
                #expect(links.count == 4 && links.allSatisfy { $0.url.hasPrefix("https://alerts.example/t/u/") })
                #expect(try await home.salesctl("users", "erase", "2").status == 64)
                #expect(try await home.salesctl("users", "erase", "2", "--yes").status == 0)
                #expect(try await Self.people(home).map(\.id) == [1])
                #expect(try await home.salesctl("users", "export", "2").status == 66)
                try Self.expectNothing(of: ["ann.canary", "Zenobia", "Quillfeather", "442079460001"], in: home)
            }
        }
    }

    /// Looks at every byte of the store's files; beside them lies only what commands printed.
    private static func expectNothing(of words: [String], in home: Sandbox) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: home.folder.path)
        let ofStore = files.filter { $0.hasPrefix("prices.sqlite") }
        #expect(ofStore.contains("prices.sqlite"))
        for file in ofStore {
            let bytes = try #require(FileManager.default.contents(atPath: home.folder.path + "/" + file))
            for word in words { #expect(bytes.range(of: Data(word.utf8)) == nil, "\(file) holds \(word)") }
        }
    }

    @Test("What one person follows is not another's")
    func apart() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                _ = try await home.salesctl(Self.add, environment: Self.settings)
                for user in [[], ["--user", "2"]] {
                    #expect(try await home.salesctl(["track", shop.page(6), "--below", "40"] + user).status == 0)
                }
                let pause = try await home.salesctl("pause", "1", "--user", "ann.canary@example.org")
                #expect(pause.status == 0, "\(pause.errors)")
                let own: [ProductRecord] = try await home.salesctl("list", "--format", "json").json()
                let theirs: [ProductRecord] = try await home.salesctl("list", "--format", "json", "--user", "2").json()
                #expect(own.map(\.isPaused) == [false] && theirs.map(\.isPaused) == [true])
                #expect(try await home.salesctl("untrack", "1").status == 0)
                let left: [ProductRecord] = try await home.salesctl("list", "--format", "json", "--user", "2").json()
                #expect(left.count == 1)
                #expect(try await home.salesctl("list", "--user", "9").status == 66)
            }
        }
    }

    @Test("An admin is made and unmade, and a change of address asks for a new proof")
    func changes() async throws {
        try await Sandbox.with { home in
            _ = try await home.salesctl(Self.add, environment: Self.settings)
            #expect(try await home.salesctl("users", "grant-admin", "2").status == 0)
            #expect(try await Self.people(home).last?.isAdmin == true)
            #expect(try await home.salesctl("users", "grant-admin", "2", "--revoke").status == 0)
            #expect(try await Self.people(home).last?.isAdmin == false)
            let moved = try await home.salesctl(
                ["users", "edit", "2", "--email", "new@example.org", "--last-name", ""],
                environment: Self.settings
            )
            #expect(moved.status == 0 && moved.output.contains("not sent yet"), "\(moved.errors) \(moved.output)")
            let person = try #require(try await Self.people(home).last)
            #expect(person.email == "new@example.org" && person.emailVerifiedAt == nil && person.lastName == nil)
        }
    }

    @Test("An operator's word is taken for one address, which is named where neither is confirmed")
    func word() async throws {
        try await Sandbox.with { home in
            _ = try await home.salesctl(Self.add, environment: Self.settings)
            let both = try await home.salesctl("users", "verify", "2", "--yes-i-know")
            #expect(both.status == 64 && both.errors.contains("--channel email or --channel sms"), "\(both.errors)")
            let none = try #require(try await Self.people(home).last)
            #expect(none.emailVerifiedAt == nil && none.phoneVerifiedAt == nil)
            let phone = try await home.salesctl("users", "verify", "2", "--yes-i-know", "--channel", "sms")
            #expect(phone.output == "User 2 is confirmed by your word: sms +442079460001.\n", "\(phone.errors)")
            let one = try #require(try await Self.people(home).last)
            #expect(one.emailVerifiedAt == nil && one.phoneVerifiedAt != nil)
            let rest = try await home.salesctl("users", "verify", "2", "--yes-i-know")
            #expect(
                rest.output == "User 2 is confirmed by your word: email ann.canary@example.org.\n",
                "\(rest.errors)"
            )
            let again = try await home.salesctl("users", "verify", "2", "--yes-i-know")
            #expect(again.status == 0 && again.output.contains("was confirmed before; nothing was changed"))
        }
    }

    @Test("What was set is taken back by none, and names by an empty text; what is not named stays")
    func takenBack() async throws {
        try await Sandbox.with { home in
            let add = Self.add + ["--locale", "en-GB", "--zone", "Europe/London", "--digest-at", "08:00"]
            _ = try await home.salesctl(add, environment: Self.settings)
            func settings() async throws -> [String: String] {
                try #require(try await Self.people(home).last).settings.mapValues(\.text)
            }
            let said = "locale en-GB, zone Europe/London, quiet 22:00-07:00, digest at 08:00, at most 9 messages a day"
            let list = try await home.salesctl(["users"], environment: ["COLUMNS": "120"])
            #expect(list.output.split(separator: "\n").last?.hasSuffix(said) == true, "\(list.output)")
            let show = try await home.salesctl("users", "show", "ann.canary@example.org")
            #expect(show.output.contains("told    \(said)\n") && show.output.contains("Zenobia Quillfeather"))
            let edit = try await home.salesctl("users", "edit", "2", "--daily-cap", "9")
            #expect(edit.output.contains("  told  \(said)"), "\(edit.output)")
            let local = try await home.salesctl("users", "show", "1")
            #expect(local.output.contains("told    the installation's way"), "\(local.output)")
            let shown: Person = try await home.salesctl("users", "show", "2", "--format", "json").json()
            #expect(shown.settings["zone"]?.text == "Europe/London")
            let whole = try await settings()
            #expect(Set(whole.keys) == ["locale", "zone", "quiet_hours", "digest_at", "daily_cap"])
            var left = whole
            for name in ["quiet-hours", "digest-at", "daily-cap", "locale", "zone"] {
                let word = name == "zone" ? "" : "None"
                #expect(try await home.salesctl("users", "edit", "2", "--\(name)", word).status == 0)
                left[name.replacing("-", with: "_")] = nil
                #expect(try await settings() == left, "\(name)")
            }
            let phone = ["users", "edit", "2", "--phone", "none", "--first-name", ""]
            #expect(try await home.salesctl(phone, environment: Self.settings).status == 0)
            let person = try #require(try await Self.people(home).last)
            #expect(person.phone == nil && person.firstName == nil && person.lastName == "Quillfeather")
            #expect(person.email == "ann.canary@example.org")
        }
    }

    @Test(
        "What cannot be done is said with its exit code",
        arguments: [
            ("users add", 64), ("users add --email nobody", 64), ("users add --phone 0207946", 64),
            ("users add --email a@b.example --quiet-hours 25:00-07:00", 64), ("users edit 1", 64),
            ("users edit 1 --daily-cap often", 64), ("users edit 1 --daily-cap 0", 64),
            ("users suppression nobody", 64),
            ("users suppression +1", 64), ("users suppression 7", 66),
            ("users verify 1 --yes-i-know", 64), ("users verify 7 --code 12345678", 66), ("users erase 1 --yes", 77),
            ("users export x", 64), ("users link 9", 66),
        ]
    )
    func failures(_ command: String, _ status: Int32) async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl(
                command.split(separator: " ").map(String.init),
                environment: Self.settings
            )
            #expect(run.status == status && !run.errors.isEmpty, "\(run.status) \(run.errors)")
        }
    }

    @Test("A wrong code is refused, and the sixth in ten minutes is put off")
    func codes() async throws {
        try await Sandbox.with { home in
            _ = try await home.salesctl(Self.add, environment: Self.settings)
            let verify = ["users", "verify", "2", "--code", "12345678", "--channel", "sms"]
            var refused = 0
            var status: Int32 = 77
            // The ten minutes are those of the clock on the wall, so that an end of them may lie among the guesses.
            while status == 77, refused <= 10 {
                status = try await home.salesctl(verify, environment: Self.settings).status
                if status == 77 { refused += 1 }
            }
            #expect(status == 75)
            #expect((5...10).contains(refused), "\(refused)")
        }
    }

    @Test(
        "A link's secret that is missing or short, a base that is no URL, a wrong country or amount: all are named"
    )
    func settings() async throws {
        let cases: [([String: String], String)] = [
            (["SALES_LINKS_SECRET": ""], "links.secret is not set"), (["SALES_LINKS_SECRET": "short"], "links.secret"),
            (["SALES_LINKS_BASE_URL": "alerts"], "links.base_url"),
            (["SALES_LINKS_BASE_URL": "https://a.example/?q=1"], "links.base_url"),
            (["SALES_TEXTS_COUNTRIES": "GB,Narnia"], "texts.countries"),
            (["SALES_TEXTS_PRICE": "0.0000004"], "texts.price"), (["SALES_TEXTS_PRICE": "100.000001"], "texts.price"),
            (["SALES_TEXTS_DAILY_BUDGET": "5e1"], "texts.daily_budget"),
        ]
        for (change, words) in cases {
            try await Sandbox.with { home in
                let run = try await home.salesctl(Self.add, environment: Self.settings.merging(change) { $1 })
                #expect(run.status == 65 && run.errors.contains(words), "\(run.status) \(run.errors)")
            }
        }
    }

    @Test("Doctor says where links lead, and what is wrong with them")
    func doctor() async throws {
        try await Sandbox.with { home in
            let fine = try await home.salesctl(["doctor"], environment: Self.settings)
            #expect(fine.output.contains("they lead to https://alerts.example/t"), "\(fine.output)")
            let open = Self.settings.merging(["SALES_LINKS_BASE_URL": "http://alerts.example"]) { $1 }
            #expect(try await home.salesctl(["doctor"], environment: open).output.contains("is not https"))
        }
    }
}
