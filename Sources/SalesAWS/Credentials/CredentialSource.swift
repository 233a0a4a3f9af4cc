/// A place that may know who we are to AWS.
public protocol CredentialSource: Sendable {
    /// The credentials of this place; nil where it is not set up here, so that another is asked.
    ///
    /// - Throws: ``CredentialError`` where the place is set up and does not give any.
    func credentials() async throws(CredentialError) -> AWSCredentials?
}

/// Credentials that are at hand already.
extension AWSCredentials: CredentialSource {
    /// Itself.
    public func credentials() async throws(CredentialError) -> AWSCredentials? { self }
}
