internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// What carriers report back: that an address bounced, complained or said stop.
///
/// Whoever may send here is nobody in particular: the report's own signature says whether it is believed.
struct FeedbackRoutes: Sendable {
    let reader: any FeedbackReader
    let accounts: Accounts

    /// The routes where there is a reader; without one there is nothing here.
    static func all(_ parts: WebParts) -> [Route] {
        guard let reader = parts.feedback else { return [] }
        let routes = FeedbackRoutes(reader: reader, accounts: parts.accounts)
        return [
            // Amazon sends many from few addresses.
            Route(.post, "/api/v1/feedback/sns", for: .open, as: .reportFeedback, counting: .usual) { request in
                try await routes.take(request)
            }
        ]
    }

    private func take(_ request: WebRequest) async throws -> WebAnswer {
        let body = try await request.bytes()
        let reports: [Feedback]
        do throws(FeedbackError) {
            let type = request.request.headers[.contentType] ?? ""
            reports = try await reader.feedback(body: body, contentType: type)
        } catch {
            guard case .later(let wait) = error.advice else {
                throw Problem(.notGenuine, "It is not signed by whom we take reports from.")
            }
            // Its sender comes again.
            let seconds = wait.map { max(1, $0.wholeMilliseconds / 1_000) } ?? Self.standardWait
            throw Problem(
                .unavailable,
                "The report cannot be judged just now. Send it again.",
                fields: [.retryAfter: "\(seconds)"]
            )
        }
        _ = try await accounts.apply(feedback: reports)
        return WebAnswer(.noContent)
    }

    /// In seconds.
    private static let standardWait: Int64 = 60
}
