internal import SalesCore

/// What an answer of S3 means that does not say that a request was done.
///
/// Sources: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, and the codes that MinIO, Ceph and
/// SeaweedFS have beside them.
enum S3Meaning: Hashable, Sendable {
    /// Another try may help.
    case passing
    /// What arrived is not what was sent.
    case damaged
    case full
    case noBucket
    case unknownKey
    case wrongSecret
    case expired
    /// The clocks differ.
    case skewed
    case otherRegion
    /// The object must be brought back from cold storage first.
    case glacier
    /// The service lacks something that the archive needs.
    case unconditional
    case denied
    case refused

    init(_ answer: AWSAnswer) {
        if let known = Self.codes[answer.code] {
            self = known
        } else if (300...399).contains(answer.status) {
            self = .otherRegion
        } else if answer.status == 507 {
            self = .full
        } else if answer.status == 501 {
            self = .unconditional
        } else {
            switch answer.kind {
            case .throttled, .unavailable, .accepted: self = .passing
            case .expired: self = .expired
            case .unauthorized: self = .denied
            case .refused: self = .refused
            }
        }
    }

    /// Whether the same request may succeed later.
    var isPassing: Bool { self == .passing || self == .damaged }

    /// Whether it is worth trying again, by whoever gets it, much later.
    var advice: RetryAdvice {
        switch self {
        case .passing, .damaged, .full, .expired, .glacier: .later(after: nil)
        default: .never
        }
    }

    /// The code that callers of the archive act on.
    var code: ArchiveErrorCode {
        switch self {
        case .passing, .noBucket, .otherRegion, .glacier: .unavailable
        case .damaged: .corrupt
        case .full: .full
        case .unknownKey, .wrongSecret, .expired, .skewed, .denied: .denied
        case .unconditional, .refused: .other
        }
    }

    private static let codes: [String: S3Meaning] = [
        "ConditionalRequestConflict": .passing, "OperationAborted": .passing, "RequestTimeout": .passing,
        "IncompleteBody": .passing, "InternalError": .passing, "SlowDown": .passing,
        "BadDigest": .damaged, "InvalidDigest": .damaged, "XAmzContentSHA256Mismatch": .damaged,
        "XAmzContentChecksumMismatch": .damaged,
        "QuotaExceeded": .full, "InsufficientStorage": .full, "XMinioStorageFull": .full,
        "XMinioAdminBucketQuotaExceeded": .full,
        "NoSuchBucket": .noBucket,
        "InvalidAccessKeyId": .unknownKey,
        "SignatureDoesNotMatch": .wrongSecret,
        "ExpiredToken": .expired, "TokenRefreshRequired": .expired, "InvalidToken": .expired,
        "RequestTimeTooSkewed": .skewed, "RequestExpired": .skewed,
        "PermanentRedirect": .otherRegion, "Redirect": .otherRegion, "TemporaryRedirect": .otherRegion,
        "AuthorizationHeaderMalformed": .otherRegion, "IllegalLocationConstraintException": .otherRegion,
        "IllegalLocationConstraint": .otherRegion,
        "InvalidObjectState": .glacier,
        "NotImplemented": .unconditional,
    ]
}
