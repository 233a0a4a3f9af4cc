internal import HTTPTypes

/// The fields of AWS.
extension HTTPField.Name {
    /// When the request was signed.
    static let amzDate = aws("X-Amz-Date")
    /// The token of temporary credentials.
    static let amzSecurityToken = aws("X-Amz-Security-Token")
    /// The hash of the body.
    static let amzContentHash = aws("X-Amz-Content-Sha256")
    /// What kind of error a JSON answer is.
    static let amzErrorType = aws("X-Amzn-ErrorType")
    /// For how long a token of the instance's metadata shall hold.
    static let metadataTokenSeconds = aws("X-aws-ec2-metadata-token-ttl-seconds")
    /// A token of the instance's metadata.
    static let metadataToken = aws("X-aws-ec2-metadata-token")

    private static func aws(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is a field's name") }
        return name
    }
}
