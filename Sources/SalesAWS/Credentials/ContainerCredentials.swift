internal import Foundation
internal import HTTPTypes
internal import SalesCore
public import SalesCurl

/// Credentials of a container's role, as ECS and EKS hand them out.
///
/// Where to ask comes from `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI`; what to
/// show from `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE`, which is read anew each time, or
/// `AWS_CONTAINER_AUTHORIZATION_TOKEN`.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html.
public struct ContainerCredentials: CredentialSource, CustomReflectable {
    private let relative: String?
    private let full: String?
    private let token: String?
    private let tokenFile: String?
    private let client: CurlHTTPClient

    /// A source on these variables.
    ///
    /// - Parameter client: What asks; on an engine for trusted endpoints.
    public init(_ environment: [String: String], client: CurlHTTPClient) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        relative = value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        full = value("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        token = value("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        tokenFile = value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
        self.client = client
    }

    /// The role's credentials; nil where no variable names an endpoint.
    public func credentials() async throws(CredentialError) -> AWSCredentials? {
        guard let url = try endpoint() else { return nil }
        var fields: HTTPFields = [.accept: "application/json"]
        if let token = try authorization() { fields[.authorization] = token }
        let response: FetchResponse
        do {
            response = try await client.get(url, fields: fields, limits: CredentialLimits.container)
        } catch {
            throw CredentialError(error, asking: Self.name, at: url)
        }
        guard response.status.code == 200 else { throw CredentialError(response, asking: Self.name, at: url) }
        guard let credentials = EndpointCredentials.read(response.body) else {
            throw CredentialError(unreadable: Self.name, at: url)
        }
        return credentials
    }

    /// Nothing: the token is secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    private static let name = "the container's endpoint for AWS credentials"
    /// ECS's endpoint.
    private static let host = "http://169.254.170.2"
    /// Where plain HTTP is allowed beside this machine: ECS's endpoint and EKS's two.
    private static let plainHosts: Set = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

    private func endpoint() throws(CredentialError) -> PageURL? {
        if let relative {
            guard relative.hasPrefix("/"), let url = try? PageURL(Self.host + relative), url.host == "169.254.170.2"
            else {
                throw CredentialError(
                    .unusable,
                    message: "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path; it begins with /."
                )
            }
            return url
        }
        guard let full else { return nil }
        guard let url = try? PageURL(full), url.scheme == .https || Self.isPlainAllowed(url.host) else {
            throw CredentialError(
                .unusable,
                message: "AWS_CONTAINER_CREDENTIALS_FULL_URI must use https, or lead to this machine or to the "
                    + "endpoint of ECS or EKS: credentials are asked for nowhere else."
            )
        }
        return url
    }

    static func isPlainAllowed(_ host: String) -> Bool {
        if plainHosts.contains(host) || host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private func authorization() throws(CredentialError) -> String? {
        guard let tokenFile else { return try usable(token) }
        guard let text = CredentialText.read(tokenFile, limit: AWSCredentials.maximumLength) else {
            throw CredentialError(
                .unusable,
                message: "The file “\(tokenFile)” of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read."
            )
        }
        return try usable(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func usable(_ token: String?) throws(CredentialError) -> String? {
        guard let token, !token.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return token }
        throw CredentialError(
            .unusable,
            message: "The container's authorization token holds a character that no HTTP field can."
        )
    }
}
