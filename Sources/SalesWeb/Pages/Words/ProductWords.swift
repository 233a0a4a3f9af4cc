import SalesCore

/// What pages say of a product beside its price.
///
/// Pure.
enum ProductWords {
    /// The name on one line.
    static func name(_ product: Product) -> String { name(product.name, at: product.url.site) }

    /// A name on one line; where it says nothing, what is known instead.
    static func name(_ text: String, at site: String) -> String {
        let line = ForeignText.line(text, limit: Product.maximumNameLength)
        return line.isEmpty ? "A product at \(site)" : line
    }

    /// The letter that stands where there is no picture.
    static func initial(of name: String) -> String {
        name.first { $0.isLetter || $0.isNumber }.map { $0.uppercased() } ?? "?"
    }

    /// The address of the picture, where readers' browsers may be made to fetch it.
    static func picture(_ image: PageURL?) -> String? {
        image.flatMap { $0.isShowablePicture ? $0.absoluteString : nil }
    }

    /// The name of the shop on one line.
    static func shop(_ website: Website) -> String {
        let line = ForeignText.line(website.name, limit: longestShop)
        return line.isEmpty ? website.host : line
    }

    /// Labels beside the name.
    static func badges(_ product: Product, _ subscription: Subscription) -> [PageBadge] {
        let state = product.state
        var badges: [PageBadge] = []
        if subscription.isPaused { badges.append(PageBadge(tone: .quiet, text: "Paused")) }
        if state.isGone {
            badges.append(PageBadge(tone: .bad, text: "Gone"))
        } else if state.brokenSince != nil {
            badges.append(PageBadge(tone: .bad, text: "Cannot be read"))
        } else if state.consecutiveFailures > 0 {
            badges.append(PageBadge(tone: .warn, text: "Not read last time"))
        }
        if let held = state.quarantine {
            badges.append(PageBadge(tone: held.isImplausible ? .warn : .info, text: heldBack(held)))
        }
        if !subscription.memory.isArmed, !subscription.isPaused {
            badges.append(PageBadge(tone: .good, text: "Rule met"))
        }
        return badges
    }

    private static func heldBack(_ held: Quarantine) -> String {
        held.isImplausible ? "Unusually low, being confirmed" : "Change being confirmed"
    }

    /// Why it cannot be read, in a sentence; nil where it can.
    static func problem(_ state: ProductState, for reader: Reader) -> String? {
        guard !state.isGone, state.consecutiveFailures > 0 || state.brokenSince != nil else { return nil }
        let why = state.reason.map { ForeignText.line($0, limit: longestReason) } ?? ""
        let because = why.isEmpty ? "." : ": " + stopped(why)
        guard let since = state.brokenSince else { return "The last look gave no price\(because)" }
        return "No price since \(reader.brief(since))\(because)"
    }

    /// Words with a stop behind them.
    static func stopped(_ words: String) -> String {
        [".", "?", "!", "…"].contains { words.hasSuffix($0) } ? words : words + "."
    }

    /// Words with a capital in front.
    static func capital(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }

    private static let longestShop = 80
    private static let longestReason = 200
}

extension ProductState {
    /// When nothing is known of its price although the present is shown: since it was read last, if that is long ago.
    func silence(until now: Timestamp) -> [Range<Timestamp>] {
        guard let lastReadAt, now - lastReadAt > Self.longestSilence else { return [] }
        return [lastReadAt..<now]
    }

    /// What is looked at is read every day; who reads less often sees the line end.
    private static var longestSilence: Duration { .seconds(2 * 86_400) }
}
