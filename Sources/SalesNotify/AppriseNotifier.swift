internal import Foundation
internal import HTTPTypes
public import SalesCore
public import SalesCurl

/// Hands an alert to an Apprise API server (`https://github.com/caronc/apprise-api`), which tells it over any of a hundred
/// services.
///
/// The API has no place for an identifier, so that a repetition is told again.
public struct AppriseNotifier: Notifier {
    private let target: AppriseTarget
    private let fields: HTTPFields
    private let carrier: WebCarrier

    /// A notifier.
    ///
    /// - Parameters:
    ///   - server: The server's own URL, below which is `/notify`.
    ///   - target: Whom it tells.
    ///   - login: Who we are, where something before the server asks.
    ///   - client: What posts; on an engine for trusted endpoints, as the server is the operator's choice.
    /// - Throws: ``PageURL/Invalid`` where the server's URL has no room for a path.
    public init(
        server: PageURL,
        target: AppriseTarget,
        login: ServiceLogin = .none,
        client: CurlHTTPClient
    ) throws(PageURL.Invalid) {
        self.target = target
        fields = login.fields
        let folder = server.path.hasSuffix("/") ? server.path : server.path + "/"
        carrier = WebCarrier(
            kind: "The Apprise API",
            url: try server.resolving(folder + target.path),
            secrets: HookSecrets(parts: target.secrets + login.secrets),
            credentials: "the server's URL and the login for it",
            settings: "the server's URL and its key or Apprise URLs",
            client: client,
            words: { AppriseAnswer(json: $0)?.words }
        )
    }

    /// ``Channel/apprise``.
    public var channel: Channel { .apprise }

    /// Hands the message over; see ``Notifier/send(_:)``.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        let body: [UInt8]
        do {
            body = try AppriseRequest(message, for: target).json()
        } catch {
            throw NotifyError(unwritable: error)
        }
        var fields = fields
        fields[.contentType] = "application/json"
        fields[.accept] = "application/json"
        let response = try await carrier.post(body, fields: fields)
        let answer = carrier.answer(response)
        switch response.status.code {
        case 204:
            throw NotifyError(apprise: carrier, hasNobody: answer)
        // To some of several it was sent, and told again it would be sent to them again.
        case 424 where AppriseAnswer(json: response.body)?.hasSent == true: break
        case 424:
            throw NotifyError(apprise: carrier, hasNotReached: answer)
        default:
            if let failure = NotifyError(response, from: carrier, now: message.createdAt) { throw failure }
        }
        return Receipt(answer: answer)
    }
}

extension NotifyError {
    fileprivate init(apprise carrier: WebCarrier, hasNobody answer: String) {
        self.init(
            .notConfigured,
            message: "\(carrier) knows nobody to tell and sent nothing: it answered \(answer). Check the key, what the "
                + "server keeps under it, or the Apprise URLs."
        )
    }

    fileprivate init(apprise carrier: WebCarrier, hasNotReached answer: String) {
        self.init(
            .unavailable,
            advice: .later(after: nil),
            message: "\(carrier) could not hand the message on: it answered \(answer). It is tried again."
        )
    }
}
