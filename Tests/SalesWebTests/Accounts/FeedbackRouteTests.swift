import HTTPTypes
import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesWeb

@Suite("Reports of carriers", .timeLimit(.minutes(15)))
struct FeedbackRouteTests {
    /// Believes what begins with `signed`, cannot judge what begins with `later`, and keeps what it was given.
    private final class Reader: FeedbackReader {
        private let state = Mutex<[(body: [UInt8], type: String)]>([])

        var given: [(body: [UInt8], type: String)] { state.withLock { $0 } }

        func feedback(body: [UInt8], contentType: String) async throws(FeedbackError) -> [Feedback] {
            state.withLock { $0.append((body, contentType)) }
            let text = String(decoding: body, as: UTF8.self)
            if text.hasPrefix("later") {
                throw FeedbackError(message: "no key", advice: .later(after: .seconds(30)))
            }
            guard text.hasPrefix("signed") else { throw FeedbackError(message: "a secret reason") }
            return [Feedback(kind: .bounce, channel: .email, address: PeopleBench.email, reference: text)]
        }
    }

    private static let type = "text/plain; charset=UTF-8"

    private static func report(_ bench: PeopleBench, _ body: String) async throws -> WebBench.Answer {
        try await bench.ask(.post, "/api/v1/feedback/sns", [.contentType: type], body: body)
    }

    @Test("are read byte for byte, and obeyed once")
    func obeyed() async throws {
        var bench = PeopleBench()
        let reader = Reader()
        bench.feedback = reader
        let user = try await bench.person()
        let body = "signed {\"a\" :\t1}\r\n\u{FEFF}ü"
        for _ in 0..<2 {
            let answer = try await Self.report(bench, body)
            #expect(answer.status == 204 && answer.body.isEmpty)
        }
        #expect(reader.given.map(\.body) == [Array(body.utf8), Array(body.utf8)])
        #expect(reader.given.map(\.type) == [Self.type, Self.type])
        #expect(try await bench.store.suppression(of: PeopleBench.email, on: .email)?.kind == .bounce)
        let counts = try await bench.store.reportCounts(on: .email, since: user.createdAt - .seconds(1))
        #expect(counts == [.bounce: 1])
    }

    @Test("that are forged change nothing, and are told nothing of why")
    func forged() async throws {
        var bench = PeopleBench()
        bench.feedback = Reader()
        let user = try await bench.person()
        let before = try await bench.rows(of: user)
        for number in 0..<50 {
            let answer = try await Self.report(bench, "forged \(number)")
            #expect(answer.status == 403)
            let said = try answer.json(as: WebBench.Said.self)
            #expect(said.type == "urn:sales-tracker:problem:not-genuine" && !said.detail.contains("secret reason"))
        }
        let after = try await bench.rows(of: user)
        #expect(before == after)
    }

    @Test("that cannot be judged now are asked for again")
    func later() async throws {
        var bench = PeopleBench()
        bench.feedback = Reader()
        let answer = try await Self.report(bench, "later")
        #expect(answer.status == 503 && answer.fields[.retryAfter] == "30")
    }

    @Test("are taken only where somebody reads them")
    func absent() async throws {
        let bench = PeopleBench()
        let answer = try await Self.report(bench, "signed")
        let nothing = try await bench.ask(.post, "/api/v1/nothing")
        #expect(answer.status == 404 && answer.body == nothing.body)
    }
}
