/// Credentials in environment variables: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and `AWS_SESSION_TOKEN` for
/// temporary ones.
public struct EnvironmentCredentials: CredentialSource, CustomReflectable {
    private let variables: [String: String]

    /// A source on these variables.
    public init(_ environment: [String: String]) {
        variables = environment.filter { Self.names.contains($0.key) && !$0.value.isEmpty }
    }

    /// The credentials; nil where neither key is set.
    public func credentials() async throws(CredentialError) -> AWSCredentials? {
        guard variables[Self.keyID] != nil || variables[Self.secret] != nil else { return nil }
        guard
            let credentials = AWSCredentials(
                accessKeyID: variables[Self.keyID] ?? "",
                secretAccessKey: variables[Self.secret] ?? "",
                sessionToken: variables[Self.token]
            )
        else {
            throw CredentialError(
                .unusable,
                message: "\(Self.keyID) and \(Self.secret) must both be set, without spaces, or neither of them."
            )
        }
        return credentials
    }

    /// Nothing: the variables are secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    private static let keyID = "AWS_ACCESS_KEY_ID"
    private static let secret = "AWS_SECRET_ACCESS_KEY"
    private static let token = "AWS_SESSION_TOKEN"
    private static let names: Set = [keyID, secret, token]
}
