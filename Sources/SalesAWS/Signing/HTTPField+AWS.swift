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

    /// The SHA-256 of the body in base 64, which S3 compares, keeps and gives back.
    static let amzChecksumSHA256 = aws("X-Amz-Checksum-Sha256")
    /// By which checksum the parts of an upload are compared.
    static let amzChecksumAlgorithm = aws("X-Amz-Checksum-Algorithm")
    /// Whether S3 gives the checksum back.
    static let amzChecksumMode = aws("X-Amz-Checksum-Mode")
    /// How S3 encrypts an object.
    static let amzEncryption = aws("X-Amz-Server-Side-Encryption")
    /// By which key of KMS S3 encrypts an object.
    static let amzEncryptionKeyID = aws("X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id")
    /// The region that a bucket is in.
    static let amzBucketRegion = aws("X-Amz-Bucket-Region")

    private static func aws(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is a field's name") }
        return name
    }
}
