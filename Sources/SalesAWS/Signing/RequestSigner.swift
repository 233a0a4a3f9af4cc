internal import Crypto
internal import Foundation
public import HTTPTypes
public import SalesCore

/// Signs requests to AWS with Signature Version 4: a pure function of request, credentials and time.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html. libcurl's own signer is not used: it
/// neither sorts the query nor sends the body's hash.
public struct RequestSigner: Sendable {
    /// The service's name in signatures, such as `ses`, `sns` or `s3`.
    public let service: String
    /// The region.
    public let region: AWSRegion

    /// A signer for one service in one region.
    public init(service: String, region: AWSRegion) {
        self.service = service
        self.region = region
    }

    /// The fields to send: those of the request, and those that prove who sends it.
    ///
    /// All of them are signed; whatever is added later is not.
    public func signed(
        _ request: SignableRequest,
        with credentials: AWSCredentials,
        at moment: Timestamp
    ) -> HTTPFields {
        let stamp = SigningTime(moment)
        let payloadHash = request.bodyHash ?? SHA256.hash(data: request.body).hexadecimal
        var request = request
        request.fields[.amzDate] = stamp.text
        if let token = credentials.sessionToken { request.fields[.amzSecurityToken] = token }
        if isS3 { request.fields[.amzContentHash] = payloadHash }
        let canonical = CanonicalRequest(request, payloadHash: payloadHash, encodesPathAgain: !isS3)
        let scope = "\(stamp.day)/\(region.name)/\(service)/aws4_request"
        let toSign = [
            Self.algorithm, stamp.text, scope, SHA256.hash(data: Data(canonical.text.utf8)).hexadecimal,
        ].joined(separator: "\n")
        let signature = Self.code(toSign, key: key(of: credentials, day: stamp.day)).hexadecimal
        request.fields[.authorization] =
            "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope), "
            + "SignedHeaders=\(canonical.signedNames), Signature=\(signature)"
        return request.fields
    }

    private static let algorithm = "AWS4-HMAC-SHA256"

    /// S3 encodes the path once and asks for the body's hash as a field of its own.
    private var isS3: Bool { service == "s3" }

    private func key(of credentials: AWSCredentials, day: String) -> SymmetricKey {
        let secret = SymmetricKey(data: Data("AWS4\(credentials.secretAccessKey)".utf8))
        return [day, region.name, service, "aws4_request"].reduce(secret) { key, text in
            SymmetricKey(data: Self.code(text, key: key))
        }
    }

    private static func code(_ text: String, key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
    }
}
