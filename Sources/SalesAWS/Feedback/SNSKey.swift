internal import Crypto
internal import CryptoExtras
internal import Foundation

/// The key of a certificate that SNS signs with.
struct SNSKey: Sendable {
    let key: _RSA.Signing.PublicKey
    /// When the certificate ends.
    let validUntil: Date

    /// Whether a message was signed with the key (RSASSA-PKCS1-v1_5 with SHA-1 in version 1 and SHA-256 in version 2).
    ///
    /// The messages choose the version themselves, so that version 1 is as safe as SHA-1 is against second preimages:
    /// whoever forges one must find a text for a signature that Amazon made.
    func signed(_ message: SNSMessage) -> Bool {
        let signature = _RSA.Signing.RSASignature(rawRepresentation: message.signature)
        let text = Data(message.signedText.utf8)
        return switch message.version {
        case .sha1:
            key.isValidSignature(signature, for: Insecure.SHA1.hash(data: text), padding: .insecurePKCS1v1_5)
        case .sha256:
            key.isValidSignature(signature, for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5)
        }
    }
}
