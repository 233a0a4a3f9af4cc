internal import Foundation
internal import HTTPTypes
internal import SalesCore

/// What a service of AWS answered: its own words, and what they mean for who asked.
struct AWSAnswer: Sendable {
    /// What an answer means.
    enum Kind: Sendable {
        case accepted
        case throttled
        case unavailable
        case unauthorized
        /// The signature or the temporary credentials are too old.
        case expired
        case refused
    }

    /// The status.
    let status: Int
    /// The service's name for what is wrong; empty where it gave none.
    let code: String
    /// The service's words for people, as they came.
    let words: String
    /// The body, as it came.
    let body: [UInt8]
    /// How long the service asks to wait.
    let wait: Duration?

    init(_ response: FetchResponse, at moment: Timestamp) {
        status = response.status.code
        body = response.body
        wait = response.fields[.retryAfter].flatMap { RetryAfter.wait(field: $0, at: moment) }
        let object = JSONError.read(response.body)
        let text = String(decoding: response.body, as: UTF8.self)
        let name = response.fields[.amzErrorType] ?? object?.type ?? XMLText.first("Code", in: text) ?? ""
        // “aws.protocol#NameException:http://internal…” (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html)
        let bare = name.split(separator: ":").first?.split(separator: "#").last.map(String.init) ?? ""
        code = bare.hasSuffix("Exception") ? String(bare.dropLast("Exception".count)) : bare
        words = object?.message ?? XMLText.first("Message", in: text) ?? ""
    }

    /// What it means.
    var kind: Kind {
        if (200...299).contains(status) { return .accepted }
        if status == 429 || Self.throttling.contains(code) { return .throttled }
        if Self.expiry.contains(code) { return .expired }
        if status >= 500 || status == 408 { return .unavailable }
        if status == 401 || status == 403 || Self.refusedCredentials.contains(code) {
            return Self.refusals.contains(code) ? .refused : .unauthorized
        }
        return .refused
    }

    /// Sources: the common errors of https://docs.aws.amazon.com/ses/latest/APIReference-V2/CommonErrors.html, and those of
    /// SendEmail and Publish.
    private static let throttling: Set = [
        "Throttling", "Throttled", "TooManyRequests", "LimitExceeded", "SendingPaused", "RequestLimitExceeded",
        "KMSThrottling", "ThrottledClient", "RequestThrottled", "SlowDown", "BandwidthLimitExceeded",
    ]
    private static let expiry: Set = ["ExpiredToken", "RequestExpired", "RequestTimeTooSkewed"]
    private static let refusedCredentials: Set = [
        "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidSignature", "UnrecognizedClient", "AccessDenied",
        "IncompleteSignature", "MissingAuthenticationToken", "NotAuthorized", "AuthorizationError", "OptInRequired",
    ]
    /// What comes with 403 and is no matter of credentials.
    private static let refusals: Set = ["AccountSuspended", "MailFromDomainNotVerified"]
}

/// An error in JSON, by the names that services give its parts.
private struct JSONError: Decodable {
    let type: String?
    let message: String?

    private enum CodingKeys: String, CodingKey {
        case type = "__type"
        case code, message
        case capitalMessage = "Message"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let named = try? values.decodeIfPresent(String.self, forKey: .type)
        type = try named ?? values.decodeIfPresent(String.self, forKey: .code)
        let small = try? values.decodeIfPresent(String.self, forKey: .message)
        message = try small ?? values.decodeIfPresent(String.self, forKey: .capitalMessage)
    }

    static func read(_ body: [UInt8]) -> JSONError? {
        guard body.first == UInt8(ascii: "{") else { return nil }
        return try? JSONDecoder().decode(JSONError.self, from: Data(body))
    }
}
