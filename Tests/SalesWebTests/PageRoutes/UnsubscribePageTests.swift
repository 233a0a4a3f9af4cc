import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Stopping messages on pages", .timeLimit(.minutes(15)))
struct UnsubscribePageTests {
    private let bench = PagesBench()

    private func path(of user: User, about product: ProductID? = nil) throws -> String {
        let links = try #require(try bench.people.accounts.links)
        let urls = try #require(links.unsubscribeURLs(for: user, about: product, over: .email))
        return (product == nil ? urls.all : urls.product ?? urls.all).path
    }

    private func follow(_ user: User) async throws -> ProductID {
        let product = try await bench.store.addProduct(Sample.product(1)).product.id
        let draft = Sample.draft(of: user.id, to: product)
        _ = try await bench.store.save(draft, expectedVersion: 0, dueAt: bench.clock.now)
        return product
    }

    @Test("asks what to stop, and stops it by one button")
    func pages() async throws {
        let ann = try await bench.people.person()
        let product = try await follow(ann)
        let browser = Browser(bench)
        let ofProduct = try path(of: ann, about: product)
        let question = try await browser.get(ofProduct)
        #expect(question.shows("Stop messages about this product?") && question.shows("Kettle 1"))
        #expect(question.shows("action=\"\(ofProduct)\"") && question.shows("value=\"One-Click\""))
        let stopped = try await browser.post(ofProduct, ["List-Unsubscribe": "One-Click"])
        #expect(stopped.status == 200 && stopped.shows("Nothing is sent about this product any more."))
        #expect(try await bench.store.subscription(of: ann.id, to: product) == nil)
        let ofAll = try path(of: ann)
        #expect(try await browser.get(ofAll).shows("Stop all messages?"))
        #expect(try await browser.post(ofAll).shows("Nothing is sent to this address any more."))
        #expect(try await bench.store.suppression(of: PeopleBench.email, on: .email)?.kind == .stop)
    }

    @Test("answers a mail program with 200, without a cookie or another place, whatever site it says to be of")
    func oneClick() async throws {
        let ann = try await bench.people.person()
        let path = try path(of: ann)
        for site in ["cross-site", "same-site", nil] as [String?] {
            var fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            if let site { fields[.secFetchSite] = site }
            let answer = try await bench.ask(.post, path, fields, body: "List-Unsubscribe=One-Click")
            #expect(answer.status == 200 && answer.fields[.setCookie] == nil && answer.place == nil)
            #expect(answer.body == "Nothing more is sent to this address.\n")
        }
    }

    @Test("by a link that is none of ours says that there is nothing, in the words of who asks")
    func wrong() async throws {
        let ann = try await bench.people.person()
        let nothing = try await bench.ask(.get, "/api/v1/nothing")
        let browser = Browser(bench)
        let nowhere = try await browser.get("/nothing")
        for path in ["/u/x", String(try path(of: ann).dropLast())] {
            for method in [HTTPRequest.Method.get, .post] {
                let answer = try await bench.ask(method, path)
                #expect(answer.status == 404 && answer.body == nothing.body, "\(method) \(path)")
            }
            let (shown, sent) = (try await browser.get(path), try await browser.post(path))
            #expect(shown.status == 404 && shown.body == nowhere.body && sent.body == nowhere.body, "\(path)")
        }
    }

    @Test("is not done by whoever only looks, nor is anything else that a message links to")
    func prefetch() async throws {
        let ann = try await bench.people.person()
        let product = try await follow(ann)
        try await bench.people.accounts.requestVerification(of: ann, on: .email)
        let proof = try await bench.link("v")
        try await bench.people.accounts.requestSignIn(of: PeopleBench.email, on: .email)
        let link = try await bench.link("s")
        let before = try await bench.people.rows(of: ann)
        let browser = Browser(bench)
        for path in [proof, link, try path(of: ann), try path(of: ann, about: product)] {
            for _ in 0..<25 {
                #expect(try await browser.get(path).status == 200)
                #expect(try await bench.ask(.head, path).status == 200)
            }
        }
        #expect(browser.cookies.isEmpty)
        #expect(try await bench.people.rows(of: ann) == before)
        #expect(try await browser.post(proof).status == 303)
        #expect(try await browser.post(link).place == "/products")
    }
}
