/// Keeps what was posted to the shop's sink, and fails on request so that a sender's retries can be tried.
struct WebhookSink: Sendable {
    /// One post as it arrived.
    struct Post: Encodable, Sendable {
        /// Milliseconds since 1970.
        var time: Int64
        var path: String
        var headers: [String: String]
        /// The body as text; nil where it is not UTF-8.
        var body: String?
        /// The body in Base64 where it is not UTF-8.
        var bodyBase64: String?
        /// The status that was answered.
        var status: Int

        enum CodingKeys: String, CodingKey {
            case time, path, headers, body, status
            case bodyBase64 = "body_base64"
        }
    }

    /// An answer to give instead of 200.
    struct Refusal: Equatable, Sendable {
        var status: Int
        /// How many further posts get it; nil until cleared.
        var remaining: Int?
        var retryAfter: String?
    }

    /// The most posts kept; the oldest tenth goes when there would be more.
    static let limit = 10_000

    private(set) var posts: [Post] = []
    var refusal: Refusal?

    /// The refusal that the next post meets, if any, counted down.
    mutating func takeRefusal() -> Refusal? {
        guard var current = refusal else { return nil }
        let taken = current
        if let remaining = current.remaining {
            current.remaining = remaining - 1
            refusal = remaining > 1 ? current : nil
        }
        return taken
    }

    mutating func append(_ post: Post) {
        if posts.count >= Self.limit { posts.removeFirst(Self.limit / 10) }
        posts.append(post)
    }
}
