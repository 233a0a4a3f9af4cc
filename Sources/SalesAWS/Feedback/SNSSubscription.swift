internal import HTTPTypes
public import SalesCore

/// A genuine wish of an allowed topic to report to this endpoint, to be confirmed or left alone.
public struct SNSSubscription: Hashable, Sendable {
    /// The topic.
    public let topic: SNSTopic
    /// What confirms it; valid for two days.
    let token: String

    /// What confirms it when it is fetched.
    ///
    /// It is made here of the topic and the token. The `SubscribeURL` that was posted is never followed, as that would
    /// let whoever posts choose what this machine asks.
    public var confirmationURL: PageURL? {
        let query = [("Action", "ConfirmSubscription"), ("TopicArn", topic.arn), ("Token", token)]
            .map { "\($0.0)=\(AWSEscaping.encoded($0.1.utf8))" }
        return try? PageURL("https://\(topic.host)/?\(query.joined(separator: "&"))")
    }

    /// Confirms it.
    ///
    /// - Parameter fetcher: What asks; for public addresses.
    /// - Throws: ``FeedbackError`` where SNS did not confirm, with its own words.
    public func confirm(with fetcher: any Fetcher) async throws(FeedbackError) {
        guard let url = confirmationURL else {
            throw FeedbackError(message: "The token of \(topic) cannot be part of a URL.")
        }
        let response: FetchResponse
        do {
            response = try await fetcher.fetch(FetchRequest(url: url, followsRedirects: false, limits: Self.limits))
        } catch {
            throw FeedbackError(
                message: "\(url.host) did not answer (\(error.code.rawValue)), so that \(topic) is not confirmed.",
                advice: .later(after: nil)
            )
        }
        guard response.status.code == 200 else {
            let words = ForeignText.line(String(decoding: response.body, as: UTF8.self), limit: Self.maximumAnswer)
            throw FeedbackError(message: "\(url.host) answered \(response.status.code) for \(topic): “\(words)”.")
        }
    }

    private static let limits = FetchLimits(deadline: .seconds(10), bodyBytes: 64 << 10, redirects: 0)
    private static let maximumAnswer = 300
}

extension SNSSubscription: CustomStringConvertible, CustomReflectable {
    /// The topic; the token is nobody else's business.
    public var description: String { "subscription to \(topic)" }

    /// The description and nothing else.
    public var customMirror: Mirror { Mirror(self, children: ["topic": topic]) }
}
