import SalesCore

extension WebsitesView {
    /// The page.
    ///
    /// - Parameters:
    ///   - known: what is told of the adapters.
    ///   - seen: the hosts that somebody tracks.
    init(_ page: PageFrame, known: [WebsiteAbout], seen: [String]) {
        self.init(
            page: page,
            websites: known.map(Known.init),
            hasSeen: !seen.isEmpty,
            seen: seen.sorted()
        )
    }
}

extension WebsitesView.Known {
    /// What people are told of an adapter.
    init(_ about: WebsiteAbout) {
        self.init(
            name: about.name,
            title: about.title,
            serves: about.serves,
            facts: [
                PageFact(name: "Asks", value: about.interface),
                PageFact(name: "Reads", value: about.reads.joined(separator: ", ")),
                PageFact(name: "Limit", value: Self.limit(about)),
                PageFact(name: "Verified", value: about.verification),
            ]
        )
    }

    private static func limit(_ about: WebsiteAbout) -> String {
        guard let rate = about.limits.values.map(\.rate).min() else { return about.limitSource }
        return "\(CountedNoun.text(Int(rate * 60), "request")) a minute; \(about.limitSource)"
    }
}
