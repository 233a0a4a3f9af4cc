import Foundation

/// Whose certificates are believed: one file of PEM certificates.
///
/// Always one file and never a folder: libcurl keeps the parsed authorities between connections only where no folder
/// is set (CURLOPT_CAPATH), and reading some 140 of them anew costs 20 ms of CPU a connection.
public struct CertificateAuthorities: Hashable, Sendable {
    /// The file; nil leaves the choice to libcurl's build.
    public let file: String?

    /// The authorities of a file, in place of the system's.
    public init(file: String) { self.file = file }

    private init(systemFile: String?) { file = systemFile }

    /// The system's own bundle, where the usual Linux systems keep it.
    public static let system = CertificateAuthorities(
        systemFile: [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem",
        ].first { FileManager.default.isReadableFile(atPath: $0) }
    )
}
