internal import Foundation
internal import SalesCore

/// Credentials in AWS's shared files: `~/.aws/credentials` and `~/.aws/config`.
///
/// Read are `aws_access_key_id`, `aws_secret_access_key` and `aws_session_token` of one profile, the first file before
/// the second. Profiles that lead elsewhere (`role_arn`, `sso_session`, `credential_process`) are refused by name, never
/// followed. The files are read anew each time, so that a changed key counts.
public struct ProfileCredentials: CredentialSource {
    private let profile: String
    private let isNamed: Bool
    private let files: [String]

    /// A source on two files.
    ///
    /// - Parameters:
    ///   - profile: The profile; nil for `default`, which need not be there.
    ///   - credentialsFile: The path of the file of credentials.
    ///   - configFile: The path of the file of settings.
    public init(profile: String?, credentialsFile: String, configFile: String) {
        self.profile = profile ?? "default"
        isNamed = profile != nil
        files = [credentialsFile, configFile]
    }

    /// The credentials of the profile; nil where no file has any and no profile was named.
    public func credentials() async throws(CredentialError) -> AWSCredentials? {
        var elsewhere: String?
        for file in files {
            guard let settings = try read(file)?.profile(profile) else { continue }
            if settings["aws_access_key_id"] != nil || settings["aws_secret_access_key"] != nil {
                return try credentials(settings, in: file)
            }
            elsewhere = elsewhere ?? Self.foreign.first { settings[$0] != nil }
        }
        if let elsewhere {
            throw unusable(
                "uses \(elsewhere), which is not followed here; give it keys, or set them in the environment"
            )
        }
        guard isNamed else { return nil }
        throw unusable("has no keys in \(files.map { "“\($0)”" }.joined(separator: " and "))")
    }

    private static let foreign = [
        "role_arn", "sso_session", "sso_start_url", "credential_process", "web_identity_token_file", "login_session",
    ]

    private func credentials(_ settings: [String: String], in file: String) throws(CredentialError) -> AWSCredentials {
        guard
            let credentials = AWSCredentials(
                accessKeyID: settings["aws_access_key_id"] ?? "",
                secretAccessKey: settings["aws_secret_access_key"] ?? "",
                sessionToken: settings["aws_session_token"]
            )
        else { throw unusable("has only one of the two keys in “\(file)”, or one that cannot be a key") }
        return credentials
    }

    private func read(_ path: String) throws(CredentialError) -> ProfileFile? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let text = CredentialText.read(path, limit: ProfileFile.maximumBytes) else {
            throw CredentialError(
                .unusable,
                message: "AWS's file “\(path)” cannot be read as text of at most \(ProfileFile.maximumBytes) bytes."
            )
        }
        return ProfileFile(text)
    }

    private func unusable(_ what: String) -> CredentialError {
        let name = ForeignText.line(profile, limit: Self.shownName)
        return CredentialError(.unusable, message: "The AWS profile “\(name)” \(what).")
    }

    /// The characters of a profile's name that are shown.
    private static let shownName = 64
}
