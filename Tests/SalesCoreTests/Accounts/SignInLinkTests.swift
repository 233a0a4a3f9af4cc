import SalesTesting
import Testing

@testable import SalesCore

@Suite("Links that an operator makes to sign in", .timeLimit(.minutes(15)))
struct SignInLinkTests {
    @Test("One signs in once, also whoever has no address, and a look at it uses nothing up")
    func local() async throws {
        let bench = try AccountBench()
        let link = try await bench.accounts.signInLink(for: .local)
        #expect(link.url?.absoluteString == "https://alerts.example/t/s/\(link.secret.text)")
        #expect(link.path == "/s/\(link.secret.text)")
        for _ in 0..<3 { #expect(try await bench.accounts.signInToken(link.secret.text) == .local) }
        let user = try await bench.accounts.signIn(link: link.secret.text)
        #expect(user?.id == .local)
        #expect(try await bench.accounts.signIn(link: link.secret.text) == nil)
        #expect(try await bench.accounts.signInToken(link.secret.text) == nil)
    }

    @Test("As many as are asked for are made, each good for ten minutes")
    func ended() async throws {
        let bench = try AccountBench(base: nil)
        var links: [SignInLink] = []
        for _ in 0..<20 { links.append(try await bench.accounts.signInLink(for: .local)) }
        #expect(links.allSatisfy { $0.url == nil && $0.endsAt == bench.clock.now + .seconds(600) })
        bench.clock.advance(by: .milliseconds(599_999))
        #expect(try await bench.accounts.signIn(link: links[0].secret.text) != nil)
        bench.clock.advance(by: .milliseconds(1))
        #expect(try await bench.accounts.signIn(link: links[1].secret.text) == nil)
    }

    @Test("None is made for nobody, and none is shown by any way of showing it")
    func nobody() async throws {
        let bench = try AccountBench()
        let stranger = UserID(rawValue: 99)
        await #expect(throws: AccountError.noUser(stranger)) { try await bench.accounts.signInLink(for: stranger) }
        let link = try await bench.accounts.signInLink(for: .local)
        var dumped = ""
        dump(link, to: &dumped)
        #expect(!(dumped + "\(link)" + String(reflecting: link)).contains(link.secret.text))
    }

    @Test("A secret of another case, cut, or that verifies an address signs nobody in, and uses nothing up")
    func wrong() async throws {
        let bench = try AccountBench()
        _ = try await bench.signUp()
        let verifying = try bench.secret()
        let secret = try await bench.accounts.signInLink(for: .local).secret.text
        let swapped = String(secret.map { $0.isUppercase ? Character($0.lowercased()) : Character($0.uppercased()) })
        for wrong in [swapped, String(secret.dropLast()), secret + "A", "", verifying] {
            #expect(try await bench.accounts.signIn(link: wrong) == nil)
            #expect(try await bench.accounts.signInToken(wrong) == nil)
        }
        #expect(try await bench.accounts.verify(secret: secret) == nil)
        #expect(try await bench.accounts.signIn(link: secret) != nil)
        #expect(try await bench.accounts.verify(secret: verifying) != nil)
    }
}
