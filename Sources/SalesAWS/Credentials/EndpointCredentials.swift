internal import Foundation
internal import SalesCore

/// What AWS's endpoints for containers and instances answer.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html.
struct EndpointCredentials: Decodable {
    private let accessKeyId: String
    private let secretAccessKey: String
    private let token: String?
    private let expiration: String?

    private enum CodingKeys: String, CodingKey {
        case accessKeyId = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case token = "Token"
        case expiration = "Expiration"
    }

    /// Reads an answer; nil where it is none.
    static func read(_ body: [UInt8]) -> AWSCredentials? {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
        var expiresAt: Timestamp?
        if let expiration = answer.expiration {
            guard let moment = Timestamp(iso8601: expiration) else { return nil }
            expiresAt = moment
        }
        return AWSCredentials(
            accessKeyID: answer.accessKeyId,
            secretAccessKey: answer.secretAccessKey,
            sessionToken: answer.token,
            expiresAt: expiresAt
        )
    }
}
