import Foundation
import PythonServers
import SalesCore
import SalesSQLite
import Testing

@testable import LocalShop

@Suite("People who are told by mail, from the command line", .timeLimit(.minutes(15)))
struct MailedPeopleTests {
    private static let base = "https://alerts.example/t"
    private static let ann = "ann@example.org"
    private static let bob = "bob@example.org"

    /// A shop, a home whose mails go to a server of the test's own, and that server.
    private struct Bed {
        let shop: OpenShop
        let home: Sandbox
        let sink: SMTPSink
        let settings: [String: String]

        func salesctl(_ arguments: String...) async throws -> ProgramRun {
            let run = try await home.salesctl(arguments, environment: settings)
            #expect(run.status == 0, "\(arguments): \(run.output) \(run.errors)")
            return run
        }

        /// The subjects of what came for an address, in order.
        func subjects(to address: String) throws -> [String] {
            try sink.mails().filter { $0.recipients == [address] }.compactMap { $0.field("Subject") }
        }

        /// What a letter asks its reader to give back.
        ///
        /// - Parameter last: whether the letter is the last and not the first that came.
        func proof(sentTo address: String, last: Bool = false) throws -> [String] {
            let letters = try sink.mails().filter { $0.recipients == [address] }
            let letter = try #require(last ? letters.last : letters.first)
            let text = try #require(letter.part("text/plain"))
            let words = text.split(whereSeparator: \.isWhitespace)
            if let link = words.first(where: { $0.hasPrefix(MailedPeopleTests.base + "/v/") }) {
                return ["--link", String(link)]
            }
            let numbers = text.split { !$0.isNumber }
            return ["--code", String(try #require(numbers.first { $0.count == 8 }))]
        }

        func suppress(_ kind: Suppression.Kind, _ address: String) async throws {
            let store = try await SQLiteStore(path: home.storePath)
            // A moment ago: a link that is asked for in the same millisecond would not lift it.
            let at = SystemTime().now - .seconds(1)
            _ = try await store.suppress(
                Suppression(channel: .email, address: address, kind: kind, reference: "r1", at: at)
            )
            try await store.close()
        }

        func confirm(_ user: String, _ address: String) async throws {
            let options = try proof(sentTo: address)
            let run = try await home.salesctl(["users", "verify", user] + options, environment: settings)
            #expect(run.status == 0 && run.output.contains("is confirmed: email"), "\(run.output) \(run.errors)")
        }
    }

    private static func bed(base: String = MailedPeopleTests.base, _ body: (Bed) async throws -> Void) async throws {
        let sink = try await SMTPSink()
        defer { sink.stop() }
        let settings = [
            "SALES_LINKS_SECRET": String(repeating: Sandbox.secret, count: 3), "SALES_LINKS_BASE_URL": base,
            "SALES_NOTIFY_CHANNELS": "email", "SALES_NOTIFY_SMTP_HOST": "127.0.0.1",
            "SALES_NOTIFY_SMTP_PORT": "\(sink.port)", "SALES_NOTIFY_SMTP_SECURITY": "none",
            "SALES_NOTIFY_SMTP_USERNAME": "", "SALES_NOTIFY_SMTP_PASSWORD": "",
        ]
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                try await body(Bed(shop: shop, home: home, sink: sink, settings: settings))
            }
        }
        #expect(try sink.mails().flatMap(\.faults).isEmpty)
    }

    @Test("Before an address is confirmed only the letter that asks for it comes, and afterwards what is still true")
    func confirmation() async throws {
        try await Self.bed { bed in
            for (number, address) in [("2", Self.ann), ("3", Self.bob)] {
                let added = try await bed.salesctl("users", "add", "--email", address)
                #expect(added.output.contains("a message was sent that confirms the address"))
                _ = try await bed.salesctl("track", bed.shop.page(6), "--below", "40", "--user", number)
            }
            try await bed.confirm("2", Self.ann)
            bed.shop.setPrice(39_99, of: 6)
            _ = try await bed.salesctl("check")
            let told = try bed.subjects(to: Self.ann)
            #expect(told.count == 2 && told.last?.hasSuffix("is £39.99 (was £49.99)") == true, "\(told)")
            #expect(try bed.subjects(to: Self.bob).count == 1)

            let others = try await bed.salesctl("alerts").output
            #expect(others.contains("USER") && others.split(separator: "\n").count == 3, "\(others)")
            let own = try await bed.salesctl("alerts", "--user", Self.bob).output
            #expect(!own.contains("USER") && own.contains("waiting") && !own.contains("accepted"), "\(own)")
            try await bed.confirm("3", Self.bob)
            _ = try await bed.salesctl("check")
            #expect(try bed.subjects(to: Self.bob).last == told.last)
            #expect(try bed.sink.mails().count == 4)
        }
    }

    @Test("A drop that is over when the address is confirmed is not told, though it was a moment ago")
    func over() async throws {
        try await Self.bed { bed in
            _ = try await bed.salesctl("users", "add", "--email", Self.ann)
            _ = try await bed.salesctl("track", bed.shop.page(6), "--below", "40", "--user", "2")
            for price in [39_99, 49_99] as [Int64] {
                bed.shop.setPrice(price, of: 6)
                _ = try await bed.salesctl("check")
            }
            try await bed.confirm("2", Self.ann)
            _ = try await bed.salesctl("check")
            #expect(try bed.sink.mails().count == 1)
        }
    }

    @Test("A mail leads to the page, and stops by links that only its reader has; it tells nothing of others")
    func mail() async throws {
        try await Self.bed { bed in
            for (number, address) in [("2", Self.ann), ("3", Self.bob)] {
                _ = try await bed.salesctl("users", "add", "--email", address)
                try await bed.confirm(number, address)
                _ = try await bed.salesctl("track", bed.shop.page(6), "--any-drop", "--user", address)
            }
            bed.shop.setPrice(39_99, of: 6)
            _ = try await bed.salesctl("check")
            let mails = try bed.sink.mails().filter { $0.field("Subject")?.hasPrefix("Price drop: ") == true }
            #expect(Set(mails.flatMap(\.headerTo)) == [Self.ann, Self.bob] && mails.count == 2)
            let stops = mails.compactMap { $0.field("List-Unsubscribe") }
            #expect(Set(stops).count == 2 && stops.allSatisfy { $0.hasPrefix("<\(Self.base)/u/") })
            for mail in mails {
                let other = mail.headerTo == [Self.ann] ? Self.bob : Self.ann
                for type in ["text/plain", "text/html"] {
                    let part = try #require(mail.part(type))
                    #expect(part.contains(bed.shop.page(6)) && part.contains("£39.99") && !part.contains(other))
                }
            }
        }
    }

    @Test("Without a place for links the letter carries digits, which confirm the address as well")
    func digits() async throws {
        try await Self.bed(base: "") { bed in
            _ = try await bed.salesctl("users", "add", "--email", Self.ann)
            #expect(try bed.proof(sentTo: Self.ann).first == "--code")
            try await bed.confirm("2", Self.ann)
            _ = try await bed.salesctl("track", bed.shop.page(6), "--any-drop", "--user", "2")
            bed.shop.setPrice(39_99, of: 6)
            _ = try await bed.salesctl("check")
            #expect(try bed.subjects(to: Self.ann).count == 2)
        }
    }

    @Test(
        "Whoever said stop gets no letter unless the operator names the channel, and is written to after taking it up"
    )
    func stopped() async throws {
        try await Self.bed { bed in
            _ = try await bed.salesctl("users", "add", "--email", Self.ann)
            try await bed.confirm("2", Self.ann)
            try await bed.suppress(.stop, Self.ann)
            let none = try await bed.salesctl("users", "verify", "2")
            #expect(
                none.output.hasPrefix(
                    "User 2 has nothing to confirm.\n  email  not written to all the same: its owner said"
                )
            )
            #expect(none.output.hasSuffix("`salesctl users suppression 2` says what helps\n"), "\(none.output)")
            #expect(try bed.sink.mails().count == 1)
            let sent = try await bed.salesctl("users", "verify", Self.ann, "--channel", "email")
            #expect(sent.output.contains("a message was sent that confirms the address"), "\(sent.output)")
            #expect(try bed.sink.mails().count == 2)
            let before = try await bed.salesctl("users", "suppression", Self.ann)
            #expect(before.output.contains("its owner said stop"))
            let proof = try bed.proof(sentTo: Self.ann, last: true)
            _ = try await bed.salesctl("users", "verify", "2", proof[0], proof[1])
            let after = try await bed.salesctl("users", "suppression", Self.ann)
            #expect(after.output == "\(Self.ann) is not suppressed.\n")
        }
    }

    @Test("Where a letter would go to an address that bounced, none is sent and the reason is said")
    func bounced() async throws {
        try await Self.bed { bed in
            try await bed.suppress(.bounce, Self.ann)
            let added = try await bed.salesctl("users", "add", "--email", Self.ann)
            #expect(added.output.contains("nothing can be sent: it bounced"), "\(added.output)")
            #expect(added.output.contains("`salesctl users suppression 2`"), "\(added.output)")
            let word = try await bed.salesctl("users", "verify", "2", "--yes-i-know")
            #expect(word.output.contains("email  not written to all the same: it bounced"), "\(word.output)")
            #expect(try bed.sink.mails().isEmpty)
        }
    }
}
