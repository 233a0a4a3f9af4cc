public import HTTPTypes
public import SalesCore
public import SalesCurl

/// Posts an alert as JSON (``WebhookPayload``) to a URL that the operator named.
///
/// The field `Idempotency-Key` carries the alert's identifier; a receiver that keeps the keys it has seen drops what
/// comes twice. With a secret the request is signed as the Standard Webhooks specification 1.0.0 has it, for which
/// receivers have libraries: `webhook-id`, `webhook-timestamp` and `webhook-signature`.
public struct WebhookNotifier: Notifier {
    private let carrier: WebCarrier
    private let fields: HTTPFields
    private let secrets: [WebhookSecret]

    /// A notifier.
    ///
    /// - Parameters:
    ///   - url: Where to post; its path may be a secret, so that it is in no error and no receipt.
    ///   - fields: Fields that the receiver asks for, such as `Authorization`.
    ///   - secrets: What requests are signed with, each adding a signature; none to send them unsigned. Two while one
    ///     takes the other's place.
    ///   - client: What posts; on an engine for trusted endpoints, as the URL is the operator's.
    public init(url: PageURL, fields: HTTPFields = [:], secrets: [WebhookSecret] = [], client: CurlHTTPClient) {
        self.fields = fields
        self.secrets = secrets
        carrier = WebCarrier(
            kind: "The web hook",
            url: url,
            secrets: HookSecrets(url: url, fields: fields),
            credentials: "the hook's URL and its Authorization field",
            settings: "the hook's URL and what it expects",
            client: client
        )
    }

    /// ``Channel/webhook``.
    public var channel: Channel { .webhook }

    /// Posts the payload; see ``Notifier/send(_:)``.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        let body: [UInt8]
        do {
            body = try WebhookPayload(message).json()
        } catch {
            throw NotifyError(unwritable: error)
        }
        let response = try await carrier.post(body, fields: fields(for: message, body: body))
        if let failure = NotifyError(response, from: carrier, now: message.createdAt) { throw failure }
        return Receipt(reference: message.id.rawValue, answer: carrier.answer(response))
    }

    private func fields(for message: Message, body: [UInt8]) -> HTTPFields {
        var fields = fields
        fields[.contentType] = "application/json"
        fields.set("Idempotency-Key", to: message.id.rawValue)
        guard !secrets.isEmpty else { return fields }
        let id = MIMEMessage.token(message.id.rawValue)
        let signatures = secrets.map { $0.signature(id: id, at: message.createdAt, body: body) }
        fields.set("webhook-id", to: id)
        fields.set("webhook-timestamp", to: "\(WebhookSecret.seconds(message.createdAt))")
        fields.set("webhook-signature", to: signatures.joined(separator: " "))
        return fields
    }
}
