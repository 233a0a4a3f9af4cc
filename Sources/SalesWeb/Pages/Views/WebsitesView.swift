/// What is supported: `GET /websites`, for everybody.
struct WebsitesView: Sendable {
    /// An adapter, from `WebsiteAbout`.
    struct Known: Sendable {
        /// The short name, of letters, digits and `-`.
        let name: String
        let title: String
        let serves: String
        /// Asks, reads, limit, verified.
        let facts: [PageFact]
    }

    let page: PageFrame
    let websites: [Known]
    let hasSeen: Bool
    /// The hosts that somebody tracks, in alphabetical order, some hundred at most; none for a stranger.
    let seen: [String]
}
