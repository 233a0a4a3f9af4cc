/// Tells walls, script shells and error pages from pages with content, by what they say and how little that is.
enum PageKindDecider {
    /// What was found, with the sentence that says so.
    struct Finding: Sendable {
        let kind: Extraction.PageKind
        let reading: Reading
    }

    /// What is looked at.
    struct Evidence {
        /// The visible text, at most ``maximumText`` bytes of it.
        let text: String
        let title: String
        let headings: [String]
        /// Addresses of scripts, frames, forms and images, in lower case.
        let addresses: [String]
        let hasPasswordField: Bool
        let scriptBytes: Int
        let hasVisiblePrice: Bool
        let hasBuyButton: Bool
        let address: PageURL?
    }

    /// The most text that is looked at, in bytes.
    static let maximumText = 20_000
    /// A wall says little; a longer page that mentions a captcha is about something else.
    private static let longestWall = 3_000
    /// A page that merely loads a bot check, or mentions one, is a wall only if it says nearly nothing else, in bytes.
    private static let longestMarked = 1_000
    /// A shell says next to nothing.
    private static let longestShell = 400

    /// What a page is that states no price for its product other than in its text.
    static func decide(_ evidence: Evidence) -> Finding? {
        let head = ([evidence.title] + evidence.headings).joined(separator: " | ").lowercased()
        // A text that is too long for a wall in any case is not searched, so its letter case does not matter.
        let isSearched = evidence.text.utf8.count <= longestWall * 3
        let text = isSearched ? evidence.text.lowercased() : evidence.text
        if let reason = wallTitle(evidence, head: head, text: text) {
            return Finding(kind: .wall, reading: .blocked(reason: reason))
        }
        if let reason = consent(evidence, text: text) {
            return Finding(kind: .wall, reading: .blocked(reason: reason))
        }
        if isCart(evidence) { return Finding(kind: .other, reading: .noPrice(availability: .unknown)) }
        // Error pages have forms with bot checks too, and say themselves what they are.
        if let finding = gone(evidence, head: head) { return finding }
        if let reason = wall(evidence, text: text) {
            return Finding(kind: .wall, reading: .blocked(reason: reason))
        }
        if let reason = login(evidence, head: head) { return Finding(kind: .wall, reading: .blocked(reason: reason)) }
        if let finding = error(evidence, head: head, text: text) { return finding }
        if text.utf8.count < longestShell, evidence.scriptBytes > 500 || text.contains("javascript"),
            !evidence.hasVisiblePrice
        {
            let reason = "the page is an empty shell that a script would fill; its own text states no product"
            return Finding(kind: .scriptShell, reading: .failed(reason: reason))
        }
        return nil
    }

    private static func wallTitle(_ evidence: Evidence, head: String, text: String) -> String? {
        guard text.utf8.count <= longestWall, !evidence.hasVisiblePrice else { return nil }
        let phrase = wallTitles.first(where: head.contains)
        return phrase.map { "a bot wall stands where the page should be (“\($0)”)" }
    }

    private static func wall(_ evidence: Evidence, text: String) -> String? {
        guard text.utf8.count <= longestWall, !evidence.hasVisiblePrice else { return nil }
        if let phrase = wallTexts.first(where: text.contains) {
            return "a bot wall stands where the page should be (“\(phrase)”)"
        }
        guard text.utf8.count <= longestMarked else { return nil }
        // "Protected by reCAPTCHA" stands below many forms; who asks for it has it on the page as well.
        if text.replacing("recaptcha", with: "").contains("captcha") {
            return "a bot wall stands where the page should be (“captcha”)"
        }
        let marks = evidence.addresses.lazy.compactMap { address in wallAddresses.first { address.contains($0) } }
        if let mark = marks.first { return "a captcha or bot check stands where the page should be (\(mark))" }
        return nil
    }

    /// Such a question names the price of a subscription, which is none of a product.
    private static func consent(_ evidence: Evidence, text: String) -> String? {
        guard text.utf8.count <= longestWall, !evidence.hasBuyButton else { return nil }
        let phrase = consentTexts.first(where: text.contains)
        return phrase.map { "the page asks for consent before it shows anything (“\($0)”)" }
    }

    /// Whether it is a cart or the page of paying: what stands there has been chosen elsewhere.
    private static func isCart(_ evidence: Evidence) -> Bool {
        let path = evidence.address?.path.lowercased().split(separator: "/") ?? []
        guard let last = path.last, cartPaths.contains(String(last)) else { return false }
        // A wicker basket may be a product: /products/basket.
        let isAtTop = path.dropLast().allSatisfy {
            $0 == "checkout" || $0.count == 2 || $0.count == 5 && $0.contains("-")
        }
        let titles = evidence.headings + [evidence.title] + PageReader.titleParts(evidence.title)
        return isAtTop || !evidence.hasBuyButton && titles.contains { cartTitles.contains(CleanText.folded($0)) }
    }

    private static func login(_ evidence: Evidence, head: String) -> String? {
        let isAsked = loginTitles.matches(CleanText.folded(head))
        let path = evidence.address?.path.lowercased() ?? ""
        let isLoginPath = loginPaths.contains(where: path.contains)
        guard isAsked && (evidence.hasPasswordField || isLoginPath) || isLoginPath && evidence.hasPasswordField else {
            return nil
        }
        return "the page asks to log in"
    }

    /// Where a price shows, only a title that says nothing else: products have 404 in their names.
    private static func gone(_ evidence: Evidence, head: String) -> Finding? {
        guard let phrase = goneTitles.first(in: CleanText.folded(head))?.phrase else { return nil }
        if evidence.hasVisiblePrice {
            let titles = evidence.headings + [evidence.title] + PageReader.titleParts(evidence.title)
            guard titles.contains(where: { CleanText.folded($0) == phrase }) else { return nil }
        }
        return Finding(kind: .error, reading: .gone(reason: "the page says that it is not there (“\(phrase)”)"))
    }

    private static func error(_ evidence: Evidence, head: String, text: String) -> Finding? {
        let folded = CleanText.folded(head)
        guard text.utf8.count <= longestWall else { return nil }
        if let phrase = goneTexts.first(where: text.contains), !evidence.hasVisiblePrice {
            return Finding(kind: .error, reading: .gone(reason: "the page says that it is not there (“\(phrase)”)"))
        }
        if let phrase = failureTitles.first(in: folded)?.phrase, !evidence.hasVisiblePrice {
            return Finding(
                kind: .error,
                reading: .failed(reason: "the page reports a failure of the server (“\(phrase)”)")
            )
        }
        return nil
    }
}
