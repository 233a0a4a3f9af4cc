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
        guard let handle = FileHandle(forReadingAtPath: named),
            let data = try? handle.read(upToCount: maximumBytes)
        else {
            throw settings.origins.failure(
                "tls.ca_file",
                "names \(named), and there is no file that can be read.",
                .notFound
            )
        }
        guard data.range(of: Data("-----BEGIN".utf8)) != nil else {
            throw settings.origins.failure("tls.ca_file", "names \(named), which holds no certificate in PEM.")
        }
        return named
    }

    /// How far into the file a certificate is looked for.
    private static let maximumBytes = 1 << 20
}
