import CryptoExtras
import SalesCore
import SalesTesting
import Synchronization

@testable import SalesAWS

/// A reader of reports with an Amazon of the tests' own behind it.
struct SNSBed: Sendable {
    /// What Amazon signs with.
    let key: _RSA.Signing.PrivateKey
    let fetcher = ScriptedFetcher()
    let clock = ManualClock()
    let reader: SNSFeedbackReader
    let subscriptions = Subscriptions()

    /// What the reader handed on.
    final class Subscriptions: Sendable {
        private let state = Mutex<[SNSSubscription]>([])
        func add(_ subscription: SNSSubscription) { state.withLock { $0.append(subscription) } }
        var all: [SNSSubscription] { state.withLock { $0 } }
    }

    private static let sharedKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    /// Lets others come in between before it answers.
    private struct SlowFetcher: Fetcher {
        let inner: ScriptedFetcher

        func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
            let response = try await inner.fetch(request)
            for _ in 0..<10_000 { await Task.yield() }
            return response
        }
    }

    /// A bed whose certificate is in order, unless another is given.
    init(pem: String? = nil, authorities: String? = nil, isSlow: Bool = false) throws {
        key = try Self.sharedKey.get()
        let url = try PageURL(SNSLetter.certificate)
        let usual = try SNSAuthority.shared.get().pem("sns.amazonaws.com", for: key)
        fetcher.script(url, .page(pem ?? usual, at: url))
        guard let topic = SNSTopic(arn: SNSLetter.topic) else { throw PromiseBroken("the topic has no ARN") }
        reader = try SNSFeedbackReader(
            topics: [topic],
            fetcher: isSlow ? SlowFetcher(inner: fetcher) : fetcher,
            time: clock,
            authorities: authorities,
            subscribe: { [subscriptions] in subscriptions.add($0) }
        )
    }

    /// What a letter has for an effect.
    func effect(of body: [UInt8]) async throws -> [Feedback] {
        try await reader.feedback(body: body, contentType: "text/plain; charset=UTF-8")
    }
}
