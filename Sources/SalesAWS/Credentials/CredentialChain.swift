internal import Foundation
public import SalesCurl

/// Several places, asked in order until one is set up.
public struct CredentialChain: CredentialSource {
    private let sources: [any CredentialSource]

    /// A chain of these sources.
    public init(_ sources: [any CredentialSource]) { self.sources = sources }

    /// The usual chain: variables, shared files, the container's endpoint, the instance's metadata.
    ///
    /// A library reads no environment: it is given here, with the home folder. Obeyed are `AWS_PROFILE`,
    /// `AWS_SHARED_CREDENTIALS_FILE`, `AWS_CONFIG_FILE`, `AWS_EC2_METADATA_DISABLED`, and what
    /// ``EnvironmentCredentials`` and ``ContainerCredentials`` name.
    ///
    /// - Parameter client: What asks endpoints; on an engine for trusted endpoints, as some are at link-local addresses.
    public static func standard(
        environment: [String: String],
        homeFolder: String,
        client: CurlHTTPClient
    ) -> CredentialChain {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        var sources: [any CredentialSource] = [
            EnvironmentCredentials(environment),
            ProfileCredentials(
                profile: value("AWS_PROFILE"),
                credentialsFile: value("AWS_SHARED_CREDENTIALS_FILE") ?? "\(homeFolder)/.aws/credentials",
                configFile: value("AWS_CONFIG_FILE") ?? "\(homeFolder)/.aws/config"
            ),
            ContainerCredentials(environment, client: client),
        ]
        if value("AWS_EC2_METADATA_DISABLED")?.lowercased() != "true" {
            sources.append(InstanceCredentials(client: client))
        }
        return CredentialChain(sources)
    }

    /// The credentials of the first place that is set up.
    ///
    /// - Throws: ``CredentialError`` of the first place that is set up and gives none, or that no place is.
    public func credentials() async throws(CredentialError) -> AWSCredentials? {
        for source in sources {
            if let credentials = try await source.credentials() { return credentials }
        }
        throw CredentialError(
            .notConfigured,
            message: "There are no credentials for AWS. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them "
                + "to ~/.aws/credentials, or give the container or the instance a role."
        )
    }
}
