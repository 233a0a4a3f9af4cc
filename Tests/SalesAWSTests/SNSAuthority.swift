import CryptoExtras
import Foundation
import SalesCore
import SalesTesting
import SwiftASN1
import X509

/// An authority of the tests' own with the certificates that it gives, valid around ``ManualClock/start``.
struct SNSAuthority: Sendable {
    let key: _RSA.Signing.PrivateKey
    let certificate: Certificate

    /// One for the whole process: keys are dear.
    static let shared = Result { try SNSAuthority() }

    init() throws {
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        certificate = try Self.certificate("Test Root", for: key, isAuthority: true, by: nil)
    }

    /// A certificate in PEM of a name, for a key.
    func pem(
        _ name: String,
        alternatives: [String] = [],
        for key: _RSA.Signing.PrivateKey,
        from start: Duration = .seconds(-3_600),
        to end: Duration = .seconds(3_600)
    ) throws -> String {
        try Self.certificate(name, alternatives, for: key, from: start, to: end, by: self).serializeAsPEM().pemString
    }

    /// Its own certificate in PEM.
    func rootPEM() throws -> String { try certificate.serializeAsPEM().pemString }

    private static func certificate(
        _ name: String,
        _ alternatives: [String] = [],
        for key: _RSA.Signing.PrivateKey,
        isAuthority: Bool = false,
        from start: Duration = .seconds(-86_400),
        to end: Duration = .seconds(86_400),
        by issuer: SNSAuthority?
    ) throws -> Certificate {
        let subject = try DistinguishedName { CommonName(name) }
        var extensions = Certificate.Extensions()
        if isAuthority {
            let authority = BasicConstraints.isCertificateAuthority(maxPathLength: nil)
            try extensions.append(try Certificate.Extension(authority, critical: true))
        }
        if !alternatives.isEmpty {
            let names = SubjectAlternativeNames(alternatives.map { .dnsName($0) })
            try extensions.append(try Certificate.Extension(names, critical: false))
        }
        return try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: (ManualClock.start + start).date,
            notValidAfter: (ManualClock.start + end).date,
            issuer: issuer?.certificate.subject ?? subject,
            subject: subject,
            signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: extensions,
            issuerPrivateKey: Certificate.PrivateKey(issuer?.key ?? key)
        )
    }
}
