internal import Foundation
internal import HTTPTypes
public import SalesCore
public import SalesCurl

/// Publishes an alert on a topic of an ntfy server, which shows it on the phones and browsers that subscribe to it.
///
/// As JSON (`https://docs.ntfy.sh/publish/#publish-as-json`), so that nothing in a text can become a field. The alert's
/// identifier is the message's sequence (`#updating-notifications`): servers from 2.16 on show a message that comes
/// twice once, older ones twice.
public struct NtfyNotifier: Notifier {
    private let topic: NtfyTopic
    private let priority: Int
    private let fields: HTTPFields
    private let carrier: WebCarrier

    /// How urgent messages are, from 1, which makes no sound, to 5, which rings on.
    public static let priorities = 1...5
    /// The priority of messages unless another is asked for.
    public static let standardPriority = 3

    /// A notifier.
    ///
    /// - Parameters:
    ///   - topic: Where to publish.
    ///   - login: Who we are, where the topic is guarded.
    ///   - priority: How urgent the messages are, within ``priorities``.
    ///   - client: What posts; on an engine for trusted endpoints, as the server is the operator's choice.
    public init(
        topic: NtfyTopic,
        login: ServiceLogin = .none,
        priority: Int = NtfyNotifier.standardPriority,
        client: CurlHTTPClient
    ) {
        self.topic = topic
        self.priority = min(max(priority, Self.priorities.lowerBound), Self.priorities.upperBound)
        fields = login.fields
        carrier = WebCarrier(
            kind: "The ntfy server",
            url: topic.server,
            secrets: HookSecrets(parts: login.secrets + [topic.name]),
            credentials: "the topic and the access token or password for it",
            settings: "the topic's URL",
            client: client,
            words: { NtfyAnswer(json: $0)?.words }
        )
    }

    /// ``Channel/ntfy``.
    public var channel: Channel { .ntfy }

    /// Publishes the message; see ``Notifier/send(_:)``.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        let body: [UInt8]
        do {
            body = try NtfyPublication(message, topic: topic.name, priority: priority).json()
        } catch {
            throw NotifyError(unwritable: error)
        }
        var fields = fields
        fields[.contentType] = "application/json"
        let response = try await carrier.post(body, fields: fields)
        if let failure = NotifyError(response, from: carrier, now: message.createdAt) { throw failure }
        return Receipt(reference: NtfyAnswer(json: response.body)?.reference, answer: carrier.answer(response))
    }
}
