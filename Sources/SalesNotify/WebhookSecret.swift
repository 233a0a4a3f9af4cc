internal import Crypto
internal import Foundation
public import SalesCore

/// A secret that web hooks are signed with, as the Standard Webhooks specification 1.0.0 writes it: `whsec_` and Base64.
///
/// Who has it can tell that a request comes from this tracker, when it was made, and that nothing in it was changed
/// (`https://github.com/standard-webhooks/standard-webhooks`, "Verifying webhook authenticity").
public struct WebhookSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Why a text is no such secret.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, as a sentence for people; without the text.
        public let description: String
    }

    private let key: [UInt8]

    /// Reads a secret, with `whsec_` before it or without.
    ///
    /// - Throws: ``Invalid`` where it is not Base64, or of fewer than 24 or more than 64 bytes.
    public init(_ text: String) throws(Invalid) {
        let encoded = text.hasPrefix(Self.prefix) ? String(text.dropFirst(Self.prefix.count)) : text
        guard let key = Data(base64Encoded: encoded), Self.lengths.contains(key.count) else {
            throw Invalid(
                description: "A secret is \(Self.prefix) and \(Self.lengths.lowerBound) to \(Self.lengths.upperBound) "
                    + "random bytes in Base64; make one with: echo \(Self.prefix)$(openssl rand -base64 32)"
            )
        }
        self.key = Array(key)
    }

    /// The signature of a request, `v1,` and the HMAC-SHA256 in Base64, of the very bytes that are sent.
    ///
    /// - Parameters:
    ///   - id: What names the request, the same each time it is made; without a dot, which parts the three.
    ///   - time: When it is made.
    public func signature(id: String, at time: Timestamp, body: [UInt8]) -> String {
        let signed = Array("\(id).\(Self.seconds(time)).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }

    /// A moment in whole seconds since 1970, as `webhook-timestamp` has it.
    static func seconds(_ time: Timestamp) -> Int64 { time.milliseconds / 1_000 }

    private static let prefix = "whsec_"
    /// In bytes.
    private static let lengths = 24...64

    /// Nothing of the secret.
    public var description: String { "a secret of web hooks" }

    /// Nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
