public import SalesCore

/// Who we are to AWS.
///
/// Its description and its mirror hold the name of the key and nothing of the secret.
public struct AWSCredentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The key's name; no secret, it is in every request.
    public let accessKeyID: String
    /// The key; never described.
    let secretAccessKey: String
    /// What makes temporary credentials valid; never described.
    let sessionToken: String?
    /// When they end; nil for those that do not.
    public let expiresAt: Timestamp?

    /// Credentials; nil where a part is empty, longer than ``maximumLength`` bytes, or holds a space or control
    /// character, so that it can be no such thing.
    public init?(
        accessKeyID: String,
        secretAccessKey: String,
        sessionToken: String? = nil,
        expiresAt: Timestamp? = nil
    ) {
        let parts = [accessKeyID, secretAccessKey] + [sessionToken].compactMap(\.self)
        guard parts.allSatisfy(Self.isUsable) else { return nil }
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiresAt = expiresAt
    }

    /// The key's name.
    public var description: String { "AWS key \(accessKeyID)" }

    /// The description and nothing else.
    public var customMirror: Mirror { Mirror(self, children: ["key": accessKeyID]) }

    /// The longest part, in bytes; session tokens have no stated limit and are about 1 KiB.
    public static let maximumLength = 8 << 10

    private static func isUsable(_ part: String) -> Bool {
        (1...maximumLength).contains(part.utf8.count) && part.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
