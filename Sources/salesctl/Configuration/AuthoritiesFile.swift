import Foundation
import SalesCurl

/// The file of certificate authorities that the settings name, or the system's.
enum AuthoritiesFile {
    /// The path of a file that can be read and holds certificates in PEM.
    static func path(_ settings: AppSettings) throws(CommandFailure) -> String {
        guard let named = settings.authoritiesFile else {
            if let system = CertificateAuthorities.system.file { return system }
            throw CommandFailure(
                .unexpected,
                "No certificate authorities were found. Install them: apt-get install ca-certificates."
            )
        }
        let data: Data
        do {
            data = try InputFile.beginning(of: named, bytes: maximumBytes)
        } catch {
            throw settings.origins.failure(
                "tls.ca_file",
                "names \(named), which cannot be read: \(error.words).",
                error.status
            )
        }
        guard holdsCertificate(String(decoding: data, as: UTF8.self)) else {
            throw settings.origins.failure("tls.ca_file", "names \(named), which holds no certificate in PEM.")
        }
        return named
    }

    /// Whether a text holds a certificate in PEM (RFC 7468 §5): between its lines a whole value of DER, a sequence.
    static func holdsCertificate(_ text: String) -> Bool {
        labels.contains { label in
            text.components(separatedBy: "-----BEGIN \(label)-----").dropFirst().contains { rest in
                guard let end = rest.range(of: "-----END \(label)-----") else { return false }
                return Data(base64Encoded: String(rest[..<end.lowerBound]), options: .ignoreUnknownCharacters)
                    .map(isSequence) ?? false
            }
        }
    }

    /// As OpenSSL reads them.
    private static let labels = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]

    /// Whether bytes begin with a sequence that is whole (X.690 §8.1.3); a trusted certificate has more behind it.
    private static func isSequence(_ data: Data) -> Bool {
        let bytes = Array(data)
        guard bytes.count > 2, bytes[0] == 0x30 else { return false }
        guard bytes[1] >= 0x80 else { return bytes.count >= 2 + Int(bytes[1]) }
        let count = Int(bytes[1] & 0x7F)
        guard (1...4).contains(count), bytes.count > 2 + count else { return false }
        let length = bytes[2..<(2 + count)].reduce(0) { $0 << 8 | Int($1) }
        return bytes.count >= 2 + count + length
    }

    /// How far into the file a certificate is looked for.
    private static let maximumBytes = 1 << 20
}
