internal import SalesCore

/// What asking for credentials may cost: a message waits for it, and the endpoints are on this machine or beside it.
enum CredentialLimits {
    /// The container's endpoint: 5 s, 64 KiB.
    static let container = FetchLimits(deadline: .seconds(5), bodyBytes: 64 << 10, fieldBytes: 64 << 10, redirects: 0)
    /// The instance's metadata, which does not exist outside of EC2: 1 s, as AWS's own libraries give it, 64 KiB.
    static let instance = FetchLimits(deadline: .seconds(1), bodyBytes: 64 << 10, fieldBytes: 64 << 10, redirects: 0)
}
