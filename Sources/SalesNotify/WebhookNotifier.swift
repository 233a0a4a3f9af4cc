public import HTTPTypes
public import SalesCore
public import SalesCurl

/// Posts an alert as JSON (``WebhookPayload``) to a URL that the operator named.
///
/// The field `Idempotency-Key` carries the alert's identifier; a receiver that keeps the keys it has seen drops what
/// comes twice. The field `Signature` is kept for a signature of the body and is never sent unsigned.
public struct WebhookNotifier: Notifier {
    private let url: PageURL
    private let fields: HTTPFields
    private let client: CurlHTTPClient
    private let secrets: HookSecrets

    /// A notifier.
    ///
    /// - Parameters:
    ///   - url: Where to post; its path may be a secret, so that it is in no error and no receipt.
    ///   - fields: Fields that the receiver asks for, such as `Authorization`.
    ///   - client: What posts; on an engine for trusted endpoints, as the URL is the operator's.
    public init(url: PageURL, fields: HTTPFields = [:], client: CurlHTTPClient) {
        self.url = url
        self.fields = fields
        self.client = client
        secrets = HookSecrets(url: url, fields: fields)
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
        let response: FetchResponse
        do {
            response = try await client.post(body, to: url, fields: Self.fields(for: message, beside: fields))
        } catch {
            throw NotifyError(error, at: url)
        }
        if let failure = NotifyError(response, at: url, secrets: secrets, now: message.createdAt) { throw failure }
        return Receipt(reference: message.id.rawValue, answer: NotifyError.answer(response, without: secrets))
    }

    private static func fields(for message: Message, beside given: HTTPFields) -> HTTPFields {
        var fields = given
        fields[.contentType] = "application/json"
        if let key = HTTPField.Name("Idempotency-Key") { fields[key] = message.id.rawValue }
        return fields
    }
}
