import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SalesCore
import SalesTesting
import Testing

@testable import SalesAWS
@testable import SalesWeb

@Suite("Reports of Amazon at the door of the service (M6)", .timeLimit(.minutes(15)))
struct SNSRouteTests {
    /// A service that takes reports, with an Amazon of the tests' own behind it, and somebody whom they concern.
    private struct Door: Sendable {
        let bed: SNSBed
        let store: MemoryStore
        let client: any TestClientProtocol

        /// Posts a body as Amazon does, and answers the status.
        func post(_ body: [UInt8], _ path: String = "/api/v1/feedback/sns") async throws -> Int {
            try await client.execute(
                uri: path,
                method: .post,
                headers: [.contentType: "text/plain; charset=UTF-8"],
                body: ByteBuffer(bytes: body)
            ) { $0.status.code }
        }

        /// All that a report could change.
        func rows() async throws -> String {
            let people = try await store.users(after: nil, limit: 100).elements
            let suppressions = try await store.suppressions(after: nil, limit: 100).elements
            let start = Timestamp(milliseconds: 0)
            let counts = [
                try await store.reportCounts(on: .email, since: start),
                try await store.reportCounts(on: .sms, since: start),
            ]
            return "\(people) \(suppressions) \(counts)"
        }
    }

    private static let ann = "ann@example.org"

    private func withDoor(_ body: @Sendable (Door) async throws -> Void) async throws {
        let bed = try SNSBed()
        let store = MemoryStore(time: bed.clock)
        let key = try #require(LinkKey(bytes: Array(repeating: 7, count: 32)))
        let accounts = Accounts(store: store, key: key, time: bed.clock)
        let user = try #require(try await store.addUser(User.New(email: Self.ann, createdAt: bed.clock.now))).user
        _ = try await accounts.confirm(user, on: .email)
        var settings = WebSettings()
        settings.limits.address = RateLimit(perMinute: 1_000_000, burst: 1_000_000)
        let service = WebService(
            parts: WebParts(
                store: store,
                tracker: Tracker(store: store, fetcher: ScriptedFetcher(), time: bed.clock),
                accounts: accounts,
                feedback: bed.reader,
                time: bed.clock
            ),
            settings: settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await service.application.test(.router) { client in
            try await body(Door(bed: bed, store: store, client: client))
        }
    }

    @Test("that are forged, in fifty ways and more, are refused, change no row, and lead nowhere")
    func forged() async throws {
        #expect(SNSForgeryTests.forgeries.count >= 50)
        try await withDoor { door in
            let before = try await door.rows()
            for forgery in SNSForgeryTests.forgeries {
                let status = try await door.post(try forgery.body(door.bed))
                // Of a certificate that Amazon does not have, none can say whether it is there later.
                let isRefused = [403, 413].contains(status) || status == 503 && forgery.name.contains("ffffffff")
                #expect(isRefused, "\(forgery.name): \(status)")
            }
            // What is genuine is none by another way in.
            let genuine = try SNSLetter.notification(SNSFeedbackTests.bounce).signed(by: door.bed.key).body
            for path in ["/api/v1/feedback", "/api/v1/feedback/ses", "/api/v1/feedback/sns/sns"] {
                let status = try await door.post(genuine, path)
                #expect(status == 404, "\(path): \(status)")
            }
            let after = try await door.rows()
            #expect(before == after)
            #expect(door.bed.subscriptions.all.isEmpty)
            // One certificate is Amazon's and kept, and one of the right form is not there.
            let asked = door.bed.fetcher.requests.map(\.url.absoluteString)
            #expect(
                Set(asked) == [SNSLetter.certificate, SNSLetter.certificate.replacing("0a1b2c3d", with: "ffffffff")]
            )
            #expect(asked.count == 2)
        }
    }

    @Test("that are genuine keep mail from the address at once, and are obeyed once however often they come")
    func genuine() async throws {
        try await withDoor { door in
            let letter = try SNSLetter.notification(SNSFeedbackTests.bounce).signed(by: door.bed.key).body
            let first = try await door.post(letter)
            #expect(first == 204)
            let kept = try await door.store.suppression(of: Self.ann, on: .email)
            #expect(kept?.kind == .bounce)
            let counted = try await door.store.reportCounts(on: .email, since: Timestamp(milliseconds: 0))
            // Its owner asks for mail again; whoever recorded the report sends it once more.
            let isLifted = try await door.store.liftSuppression(of: Self.ann, on: .email)
            #expect(isLifted)
            let before = try await door.rows()
            for _ in 0..<3 {
                let again = try await door.post(letter)
                #expect(again == 204)
            }
            let after = try await door.rows()
            #expect(before == after)
            let lifted = try await door.store.suppression(of: Self.ann, on: .email)
            #expect(lifted == nil)
            let still = try await door.store.reportCounts(on: .email, since: Timestamp(milliseconds: 0))
            #expect(counted == still)
        }
    }
}
