internal import CryptoExtras
internal import Foundation
internal import SalesCore
internal import SwiftASN1
@_spi(FixedExpiryValidationTime) internal import X509

/// Certificates in PEM: a server's own and those that vouch for it.
struct CertificateChain: Sendable {
    private let certificates: [Certificate]

    /// Reads what SNS publishes: its certificate first.
    ///
    /// - Throws: ``FeedbackError`` where there is none or too many.
    init(_ bytes: [UInt8]) throws(FeedbackError) {
        certificates = Self.read(String(decoding: bytes, as: UTF8.self)) ?? []
        guard (1...Self.maximumLength).contains(certificates.count) else {
            throw FeedbackError(message: "What Amazon's host holds is no certificate; the report has no effect.")
        }
    }

    /// Reads authorities.
    ///
    /// - Throws: ``FeedbackError`` where there is none.
    init(authorities: String) throws(FeedbackError) {
        certificates = Self.read(authorities) ?? []
        guard !certificates.isEmpty else {
            throw FeedbackError(message: "The authorities for Amazon's certificates hold no certificate in PEM.")
        }
    }

    private static let maximumLength = 8

    private static func read(_ text: String) -> [Certificate]? {
        try? PEMDocument.parseMultiple(pemString: text).map { try Certificate(pemDocument: $0) }
    }

    /// The key of the first certificate, where it is SNS's own and valid.
    ///
    /// - Parameter authorities: Whom it must lead to; nil for nobody.
    func key(of host: String, at moment: Date, authorities: CertificateChain?) async throws(FeedbackError) -> SNSKey {
        guard let leaf = certificates.first, leaf.notValidBefore <= moment, moment < leaf.notValidAfter else {
            throw Self.refusal("is not valid now")
        }
        guard Self.names(of: leaf).contains(where: { $0 == host || $0 == Self.commonHost }) else {
            throw Self.refusal("is not one of Amazon SNS")
        }
        guard let key = _RSA.Signing.PublicKey(leaf.publicKey), key.keySizeInBits >= Self.leastBits else {
            throw Self.refusal("has a key that is too weak or of another kind")
        }
        if let authorities {
            guard await isVouchedFor(leaf, by: authorities, at: moment) else {
                throw Self.refusal("leads to no authority that is trusted here")
            }
        }
        return SNSKey(key: key, validUntil: leaf.notValidAfter)
    }

    /// What certificates of all regions name.
    private static let commonHost = "sns.amazonaws.com"
    private static let leastBits = 2_048

    private func isVouchedFor(_ leaf: Certificate, by authorities: CertificateChain, at moment: Date) async -> Bool {
        var verifier = Verifier(rootCertificates: CertificateStore(authorities.certificates)) {
            RFC5280Policy(fixedExpiryValidationTime: moment)
        }
        let result = await verifier.validate(
            leaf: leaf,
            intermediates: CertificateStore(certificates.dropFirst())
        )
        return if case .validCertificate = result { true } else { false }
    }

    /// The alternative names, and the common name where there are none (RFC 6125 §6.4.4).
    private static func names(of leaf: Certificate) -> [String] {
        guard let alternatives = try? leaf.extensions.subjectAlternativeNames else {
            return leaf.subject.flatMap { $0 }
                .filter { $0.type == .RDNAttributeType.commonName }
                .compactMap { String($0.value) }
        }
        return alternatives.compactMap { if case .dnsName(let name) = $0 { name } else { nil } }
    }

    private static func refusal(_ what: String) -> FeedbackError {
        FeedbackError(message: "The certificate that a report is signed with \(what); the report has no effect.")
    }
}
