import SalesTesting
import Testing

@testable import SalesCore

@Suite("Links that stop messages", .timeLimit(.minutes(15)))
struct StoppingTests {
    private static func token(_ url: PageURL?) throws -> String {
        let url = try #require(url)
        #expect(url.absoluteString.hasPrefix("https://alerts.example/t/u/"))
        return String(url.path.dropFirst("/t/u/".count))
    }

    private static func links(_ bench: AccountBench, _ user: User, about product: ProductID? = nil) throws
        -> Links.UnsubscribeURLs
    {
        try #require(bench.accounts.links?.unsubscribeURLs(for: user, about: product, over: .email))
    }

    @Test("A product's link ends that subscription only, as often as it is used")
    func product() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        var products: [ProductID] = []
        for number in 1...2 {
            let product = try await bench.store.addProduct(Sample.product(number)).product
            products.append(product.id)
            let draft = Subscription.Draft(
                userID: user.id,
                productID: product.id,
                rule: .anyDrop,
                memory: RuleMemory(),
                createdAt: bench.clock.now
            )
            _ = try await bench.store.save(draft, expectedVersion: 0, dueAt: bench.clock.now)
        }
        let token = try Self.token(Self.links(bench, user, about: products[0]).product)
        #expect(try await bench.accounts.unsubscription(token) == .product(products[0]))
        #expect(try await bench.store.subscription(of: user.id, to: products[0]) != nil)
        for _ in 0..<3 { #expect(try await bench.accounts.unsubscribe(token) == .product(products[0])) }
        #expect(try await bench.store.subscription(of: user.id, to: products[0]) == nil)
        #expect(try await bench.store.subscription(of: user.id, to: products[1]) != nil)
        #expect(try await bench.store.suppression(of: AccountBench.email, on: .email) == nil)
        // Nobody follows it any more.
        #expect(try await bench.store.product(products[0])?.activeFollowers == 0)
    }

    @Test("A link of all stops the address until it is verified anew, and then works again")
    func all() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        let token = try Self.token(Self.links(bench, user).all)
        for round in 0..<2 {
            for _ in 0..<3 { #expect(try await bench.accounts.unsubscribe(token) == .all(.email)) }
            #expect(try await bench.store.suppression(of: AccountBench.email, on: .email)?.kind == .stop, "\(round)")
            // Whoever signs up again asks again, and is told so by a link.
            try await bench.accounts.signUp(SignUp(email: AccountBench.email))
            #expect(try await bench.accounts.deliverLetters() == 1)
            #expect(try await bench.accounts.verify(secret: bench.secret()) != nil)
            #expect(try await bench.store.suppression(of: AccountBench.email, on: .email) == nil)
        }
    }

    @Test("A link that was asked for before its owner said stop does not lift the stop")
    func askedBefore() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        let secret = try bench.secret()
        bench.clock.advance(by: .seconds(60))
        #expect(try await bench.accounts.unsubscribe(Self.token(Self.links(bench, user).all)) == .all(.email))
        bench.clock.advance(by: .seconds(60))
        #expect(try await bench.accounts.verify(secret: secret) != nil)
        #expect(try await bench.store.suppression(of: AccountBench.email, on: .email)?.kind == .stop)
    }

    @Test("A report of a carrier that names several recipients counts for each of them")
    func severalRecipients() async throws {
        let bench = try AccountBench()
        let addresses = ["ann@example.com", "bob@example.com"]
        let reports = addresses.map { Feedback(kind: .bounce, channel: .email, address: $0, reference: "r1") }
        #expect(try await bench.accounts.apply(feedback: reports + reports) == 2)
        for address in addresses {
            #expect(try await bench.store.suppression(of: address, on: .email)?.kind == .bounce)
        }
    }

    @Test("A link with any bit changed, of another key, or of an old address does nothing")
    func forged() async throws {
        let bench = try AccountBench()
        let user = try await bench.signUp()
        let token = try Self.token(Self.links(bench, user).all)
        let bytes = try #require(Base64URL.bytes(token))
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try await bench.accounts.unsubscribe(Base64URL.text(changed)) == .invalid, "bit \(bit)")
        }
        for wrong in ["", "x", String(token.dropLast()), token + "AAAA", String(repeating: "A", count: 2_000)] {
            #expect(try await bench.accounts.unsubscribe(wrong) == .invalid)
        }
        let other = try #require(LinkKey(bytes: Array(2...33)))
        let foreign = try #require(Links(base: PageURL("https://alerts.example/t"), key: other))
        let url = foreign.unsubscribe(user.id, from: nil, on: .email, at: AccountBench.email)
        #expect(try await bench.accounts.unsubscribe(Self.token(url)) == .invalid)
        _ = try await bench.store.changeUser(user.id, UserChange(email: "new@example.com"))
        #expect(try await bench.accounts.unsubscribe(token) == .invalid)
        #expect(try await bench.store.suppression(of: "new@example.com", on: .email) == nil)
        #expect(try await bench.store.suppression(of: AccountBench.email, on: .email) == nil)
    }

    @Test("What carriers report is obeyed once, however often they say it")
    func feedback() async throws {
        let bench = try AccountBench()
        _ = try await bench.signUp()
        let report = Feedback(kind: .bounce, channel: .email, address: AccountBench.email, reference: "r1")
        #expect(try await bench.accounts.apply(feedback: [report, report]) == 1)
        #expect(try await bench.store.suppression(of: AccountBench.email, on: .email)?.kind == .bounce)
        let complaint = Feedback(kind: .complaint, channel: .email, address: AccountBench.email, reference: "r2")
        #expect(try await bench.accounts.apply(feedback: [complaint]) == 1)
        let stop = Feedback(kind: .stop, channel: .sms, address: AccountBench.phone, reference: "r1")
        #expect(try await bench.accounts.apply(feedback: [stop]) == 1)
    }
}
