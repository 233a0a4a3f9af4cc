internal import HTTPTypes
internal import SalesCore

/// What endpoints for credentials answer, as our error; their bodies may hold secrets and are never quoted.
extension CredentialError {
    init(_ error: FetchError, asking name: String, at url: PageURL) {
        let reason: Reason = error.code == .cancelled ? .cancelled : .unavailable
        self.init(reason, message: "No answer from \(name) at \(url.authority) (\(error.code.rawValue)).")
    }

    init(_ response: FetchResponse, asking name: String, at url: PageURL) {
        let code = response.status.code
        let reason: Reason = code == 429 || code >= 500 ? .unavailable : .unusable
        self.init(
            reason,
            message: "\(name.prefix(1).uppercased())\(name.dropFirst()) at \(url.authority) answered \(code). "
                + "Check the role that it should give."
        )
    }

    init(silentMetadataAt url: PageURL) {
        self.init(
            .unavailable,
            message:
                "The instance's metadata at \(url.authority) did not answer, and there are no other credentials for "
                + "AWS. Outside of EC2, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or write ~/.aws/credentials."
        )
    }

    init(unreadable name: String, at url: PageURL) {
        self.init(.unavailable, message: "What \(name) at \(url.authority) answered holds no credentials.")
    }
}
