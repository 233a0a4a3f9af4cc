/// A link that signs a person in once.
public struct SignInLink: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// What stands in it, and is told this once.
    public let secret: AccountSecret
    /// The whole link; nil where the installation has no address for links (``Accounts/links``).
    public let url: PageURL?
    /// From when on it is worth nothing.
    public let endsAt: Timestamp

    /// The link's path, for whoever knows under which origin the service is reached.
    public var path: String { "/\(Links.signInRoom)/\(secret.text)" }

    /// Nothing of the secret.
    public var description: String { "a link that signs in" }

    /// Nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
