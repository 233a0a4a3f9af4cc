internal import Foundation
internal import HTTPTypes
internal import SalesCore

/// Fetches and keeps the keys that SNS signs with.
///
/// A fetch costs Amazon and us, and anybody can post: few are made a minute, whatever is asked.
actor SNSCertificates {
    private let fetcher: any Fetcher
    private let time: any TimeSource
    private let authorities: CertificateChain?
    private var keys: [PageURL: SNSKey] = [:]
    private var order: [PageURL] = []
    private var pending: [PageURL: Task<Result<SNSKey, FeedbackError>, Never>] = [:]
    private var fetches: [Timestamp] = []

    init(fetcher: any Fetcher, time: any TimeSource, authorities: CertificateChain?) {
        self.fetcher = fetcher
        self.time = time
        self.authorities = authorities
    }

    /// Keys that are kept; Amazon uses a new one about once a year and region.
    static let maximumKeys = 16
    /// Fetches a minute.
    static let fetchesPerMinute = 10

    /// The key at a URL that has been checked to be Amazon's.
    func key(at url: PageURL, host: String) async throws(FeedbackError) -> SNSKey {
        if let key = keys[url], time.now.date < key.validUntil { return key }
        if let task = pending[url] { return try await task.value.get() }
        return try await begin(url, host: host).value.get()
    }

    private func begin(
        _ url: PageURL,
        host: String
    ) throws(FeedbackError) -> Task<Result<SNSKey, FeedbackError>, Never> {
        let now = time.now
        fetches.removeAll { now - $0 > .seconds(60) || now < $0 }
        guard fetches.count < Self.fetchesPerMinute else {
            throw FeedbackError(
                message: "Too many certificates are named in reports; this one is to come again.",
                advice: .later(after: .seconds(60))
            )
        }
        fetches.append(now)
        let task = Task { [fetcher, authorities] in
            await Self.fetch(url, host: host, with: fetcher, authorities: authorities, at: now)
        }
        pending[url] = task
        Task { self.finish(await task.value, at: url) }
        return task
    }

    private func finish(_ result: Result<SNSKey, FeedbackError>, at url: PageURL) {
        pending[url] = nil
        guard case .success(let key) = result else { return }
        keys[url] = key
        order.removeAll { $0 == url }
        order.append(url)
        if order.count > Self.maximumKeys { keys[order.removeFirst()] = nil }
    }

    private static let limits = FetchLimits(deadline: .seconds(5), bodyBytes: 64 << 10, redirects: 0)

    @inline(never)
    private static func fetch(
        _ url: PageURL,
        host: String,
        with fetcher: any Fetcher,
        authorities: CertificateChain?,
        at moment: Timestamp
    ) async -> Result<SNSKey, FeedbackError> {
        let response: FetchResponse
        do {
            response = try await fetcher.fetch(FetchRequest(url: url, followsRedirects: false, limits: limits))
        } catch {
            return .failure(unavailable("\(host) did not answer (\(error.code.rawValue))"))
        }
        guard response.status.code == 200 else {
            let isTheirs = response.status.code >= 500 || response.status.code == 429
            let what = "\(host) answered \(response.status.code) for its certificate"
            return .failure(isTheirs ? unavailable(what) : FeedbackError(message: "\(what); the report has no effect."))
        }
        do {
            let chain = try CertificateChain(response.body)
            return .success(try await chain.key(of: host, at: moment.date, authorities: authorities))
        } catch {
            return .failure(error)
        }
    }

    private static func unavailable(_ what: String) -> FeedbackError {
        FeedbackError(message: "\(what), so that a report is to come again.", advice: .later(after: nil))
    }
}
