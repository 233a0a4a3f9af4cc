public import HTTPTypes
import Synchronization

/// A fetcher that answers from a script and keeps what it was asked, for tests and examples.
///
/// It opens no socket.
public final class ScriptedFetcher: Fetcher {
    /// What one request gets.
    public enum Answer: Sendable {
        /// A response, whatever its status.
        case response(FetchResponse)
        /// No response.
        case failure(FetchError)
        /// What the closure makes of the request.
        case custom(@Sendable (FetchRequest) -> Answer)

        /// A page of HTML.
        public static func page(
            _ html: String,
            at url: PageURL,
            status: HTTPResponse.Status = .ok,
            fields: HTTPFields = [:]
        ) -> Answer {
            var fields = fields
            if fields[.contentType] == nil { fields[.contentType] = "text/html; charset=utf-8" }
            return .response(FetchResponse(status: status, fields: fields, body: Array(html.utf8), url: url))
        }
    }

    private struct State {
        var answers: [PageURL: [Answer]] = [:]
        var requests: [FetchRequest] = []
    }

    private let state = Mutex(State())

    /// A fetcher whose script is empty: every URL's host has no address.
    public init() {}

    /// Everything that was asked, in order.
    public var requests: [FetchRequest] { state.withLock { $0.requests } }

    /// Sets what a URL answers from now on: each answer once, in order, and the last one for ever.
    public func script(_ url: PageURL, _ answers: Answer...) {
        state.withLock { $0.answers[url] = answers }
    }

    /// Answers from the script.
    ///
    /// A request whose ETag is that of the answer gets 304, and a body beyond the request's limit fails, as with a real
    /// fetcher.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        guard !Task.isCancelled else { throw FetchError(.cancelled, message: "The fetch was cancelled.") }
        let answer = state.withLock { state -> Answer? in
            state.requests.append(request)
            guard let first = state.answers[request.url]?.first else { return nil }
            if state.answers[request.url, default: []].count > 1 { state.answers[request.url]?.removeFirst() }
            return first
        }
        return try Self.response(answer, to: request, depth: 0)
    }

    /// How many closures may hand on to another.
    private static let maximumDepth = 8

    private static func response(
        _ answer: Answer?,
        to request: FetchRequest,
        depth: Int
    ) throws(FetchError) -> FetchResponse {
        switch answer {
        case .failure(let error): throw error
        case .custom(let make) where depth < maximumDepth:
            return try response(make(request), to: request, depth: depth + 1)
        case .response(let response):
            if let etag = request.validators.etag, etag == response.fields[.eTag], response.status == .ok {
                return FetchResponse(status: .notModified, fields: response.fields, url: response.url)
            }
            guard response.body.count <= request.limits.bodyBytes else {
                let message = "\(request.url.host) sent more than \(request.limits.bodyBytes) bytes."
                throw FetchError(.tooLarge, message: message)
            }
            return response
        case .custom, nil:
            throw FetchError(
                .dns,
                advice: .later(after: nil),
                message: "\(request.url.host) has no address: the script has no answer for \(request.url)."
            )
        }
    }
}
