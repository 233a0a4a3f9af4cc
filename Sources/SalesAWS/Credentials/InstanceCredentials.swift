internal import HTTPTypes
internal import SalesCore
public import SalesCurl

/// Credentials of an EC2 instance's role, asked of its metadata in version 2, which needs a token first.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html. Version 1 is
/// never used: whoever can make a server fetch a URL reads it.
public struct InstanceCredentials: CredentialSource {
    private let client: CurlHTTPClient
    private let endpoint: String

    /// A source on the instance's metadata.
    ///
    /// - Parameters:
    ///   - client: What asks; on an engine for trusted endpoints.
    ///   - endpoint: Where the metadata is, without a slash at its end.
    public init(client: CurlHTTPClient, endpoint: String = InstanceCredentials.standardEndpoint) {
        self.client = client
        self.endpoint = endpoint
    }

    /// The address that is the same on every instance.
    public static let standardEndpoint = "http://169.254.169.254"

    /// The role's credentials; nil where there is no metadata or the instance has no role.
    ///
    /// - Throws: ``CredentialError``, which is ``CredentialError/Reason/unavailable`` where the metadata is silent or asks
    ///   for time: a message that waits for it is tried again.
    public func credentials() async throws(CredentialError) -> AWSCredentials? {
        let tokenURL = try url("/latest/api/token")
        let tokenResponse: FetchResponse
        do {
            let fields: HTTPFields = [.metadataTokenSeconds: "\(Self.tokenSeconds)"]
            tokenResponse = try await client.put([], to: tokenURL, fields: fields, limits: CredentialLimits.instance)
        } catch {
            switch error.code {
            case .cancelled: throw CredentialError(error, asking: Self.name, at: tokenURL)
            // A busy instance is as silent as a machine that is none.
            case .timeout, .unanswered: throw CredentialError(silentMetadataAt: tokenURL)
            // No such machine on the line: this is no EC2 instance.
            default: return nil
            }
        }
        guard try isThere(tokenResponse, at: tokenURL) else { return nil }
        let token = String(decoding: tokenResponse.body, as: UTF8.self)
        let fields: HTTPFields = [.metadataToken: token]
        let roles = try await get(Self.rolesPath, fields)
        guard try isThere(roles, at: url(Self.rolesPath)),
            let role = String(decoding: roles.body, as: UTF8.self).split(whereSeparator: \.isNewline).first
        else { return nil }
        let path = Self.rolesPath + "\(AWSEscaping.encoded(role.utf8))"
        let response = try await get(path, fields)
        guard response.status.code == 200 else {
            throw CredentialError(response, asking: Self.name, at: try url(path))
        }
        guard let credentials = EndpointCredentials.read(response.body) else {
            throw CredentialError(unreadable: Self.name, at: try url(path))
        }
        return credentials
    }

    private static let name = "the instance's metadata"
    private static let rolesPath = "/latest/meta-data/iam/security-credentials/"
    /// Long enough for the two requests that follow.
    private static let tokenSeconds = 60

    /// Whether an answer holds what was asked for; false where it says that there is none.
    private func isThere(_ response: FetchResponse, at url: PageURL) throws(CredentialError) -> Bool {
        let error = CredentialError(response, asking: Self.name, at: url)
        if error.reason == .unavailable { throw error }
        return response.status.code == 200
    }

    private func get(_ path: String, _ fields: HTTPFields) async throws(CredentialError) -> FetchResponse {
        let url = try url(path)
        do {
            return try await client.get(url, fields: fields, limits: CredentialLimits.instance)
        } catch {
            throw CredentialError(error, asking: Self.name, at: url)
        }
    }

    private func url(_ path: String) throws(CredentialError) -> PageURL {
        guard let url = try? PageURL(endpoint + path) else {
            throw CredentialError(.unusable, message: "The address of the instance's metadata is no http URL.")
        }
        return url
    }
}
