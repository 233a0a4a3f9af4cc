import SalesCore

/// What `watch` says of a store that fails: that it does, once, again each minute and in other words, and its end.
///
/// Pure. Every loop of the tracker meets the same failure, and several times a round.
struct StoreOutage {
    /// When it began; nil while the store works.
    private var since: Timestamp?
    /// What was said of it last, and when.
    private var said: [String: Timestamp] = [:]

    /// How long the same words are not repeated.
    static let pause = Duration.seconds(60)
    /// Of more words than these nothing is remembered; they are those of one that was said.
    private static let maximumWords = 16

    /// Notes a failure.
    ///
    /// - Returns: Whether to say it.
    mutating func failed(_ words: String, at now: Timestamp) -> Bool {
        if since == nil { since = now }
        let last = said[words] ?? (said.count < Self.maximumWords ? nil : said.values.max())
        if let last, now - last < Self.pause { return false }
        if said.count >= Self.maximumWords { said = [:] }
        said[words] = now
        return true
    }

    /// Notes that a request succeeded.
    ///
    /// - Returns: How long the store was away; nil where it was not.
    mutating func worked(at now: Timestamp) -> Duration? {
        defer { (since, said) = (nil, [:]) }
        return since.map { max(.zero, now - $0) }
    }
}
