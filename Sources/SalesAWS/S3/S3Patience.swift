internal import SalesCore

/// How often and for how long a request is made again: with waits that double, of which half is by chance, so that many
/// who failed together do not come back together.
struct S3Patience: Hashable, Sendable {
    /// How often a request is made at most.
    var attempts = 6
    /// The longest wait after the first attempt.
    var firstWait: Duration = .milliseconds(400)
    /// The longest wait after any.
    var longestWait: Duration = .seconds(20)
    /// How long after the first attempt the last one may begin.
    var total: Duration = .seconds(180)

    /// One attempt and no other, for what is given up anyway.
    static let none = S3Patience(attempts: 1)

    /// How long to wait after an attempt; nil where it was the last.
    ///
    /// - Parameters:
    ///   - attempt: Which one it was, from 1.
    ///   - asked: How long the service asks to wait.
    ///   - spent: How long ago the first attempt began.
    func wait(
        after attempt: Int,
        asked: Duration?,
        spent: Duration,
        using random: inout RandomSource
    ) -> Duration? {
        guard attempt < attempts else { return nil }
        let doubled = firstWait.wholeMilliseconds << min(max(attempt - 1, 0), 20)
        let longest = max(1, min(doubled, longestWait.wholeMilliseconds))
        let half = longest / 2
        let wait = Duration.milliseconds(half + Int64.random(in: 0...(longest - half), using: &random))
        let chosen = max(wait, asked ?? .zero)
        return spent + chosen <= total ? chosen : nil
    }
}

/// The attempts at one request so far.
struct S3Turns: Sendable {
    let began: Timestamp
    private(set) var attempt = 1
    private(set) var hasRenewed = false

    init(began: Timestamp) { self.began = began }

    /// Counts another attempt.
    mutating func next() { attempt += 1 }

    /// Allows one attempt with other credentials, and no second.
    mutating func renew() -> Bool {
        defer { hasRenewed = true }
        return !hasRenewed
    }
}
