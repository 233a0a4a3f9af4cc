/// An alert in few words, for text messages and other narrow places.
///
/// It is measured as a text message is: in septets where all of it is in the GSM-7 alphabet, in UTF-16 units otherwise.
/// The page's URL stays whole and the name is cut; a URL too long for any room is replaced by its host.
enum ShortText {
    /// The text, at most ``Message/maximumShortParts`` text messages long.
    static func write(_ facts: Alert.Facts, content: MessageContent, style: MessageStyle) -> String {
        let name = ShortAlphabet.plain(content.name)
        let words = predicate(facts, style)
        for address in [content.url, facts.url.site] {
            if let text = compose(name: name, words: words, address: address) { return text }
        }
        // Only a host of more than 200 characters comes here.
        return cut("\(content.occasion): \(name) \(words)")
    }

    /// The letters of a name that are worth writing; with less room the next shorter form is taken.
    private static let leastName = 12

    private static func compose(name: String, words: String, address: String) -> String? {
        let rest = " \(words) \(address)"
        let whole = name + rest
        if ShortAlphabet.fits(whole) { return whole }
        // What one letter costs depends on all others, so that the room is found by trying, longest first.
        var letters = Array(name.prefix(Message.maximumShortLength))
        while letters.count > leastName {
            letters.removeLast()
            let text = trimmed(letters) + "..." + rest
            if ShortAlphabet.fits(text) { return text }
        }
        return nil
    }

    private static func cut(_ text: String) -> String {
        var letters = Array(text.prefix(Message.maximumShortLength))
        while !ShortAlphabet.fits(String(letters)) { letters.removeLast() }
        return String(letters)
    }

    private static func trimmed(_ letters: [Character]) -> String {
        String(letters[..<((letters.lastIndex { $0 != " " } ?? -1) + 1)])
    }

    private static func predicate(_ facts: Alert.Facts, _ style: MessageStyle) -> String {
        let now = facts.change.after.price.map { money($0, style) }
        let old = facts.change.before.price.map { money($0, style) }
        var words =
            switch (facts.kind, now, old) {
            case (.backInStock, let now?, _): "is back in stock for \(now)"
            case (.backInStock, nil, _): "is back in stock"
            case (.currencyChanged, let now?, let old?): "is \(now) now (was \(old)); please set your rule anew"
            case (.currencyChanged, _, _): "has another currency now; please set your rule anew"
            case (.soldOut, _, _): "is sold out"
            case (.gone, _, _): "is gone from the shop"
            case (.broken, _, _): "cannot be read at present"
            case (.worksAgain, let now?, _): "can be read again and is \(now)"
            case (.worksAgain, nil, _): "can be read again"
            case (.standing, _, _) where !facts.rule.isAboutPrice: "\(facts.change.after.statement), as you asked"
            case (.standing, let now?, _): "is \(now), as you asked"
            case (.drop, let now?, let old?), (.changed, let now?, let old?): "is \(now) (was \(old))"
            case (.drop, let now?, nil), (.changed, let now?, nil): "is \(now)"
            case (.drop, nil, _), (.changed, nil, _), (.standing, nil, _): "has changed"
            }
        if facts.change.isUnusuallyLow { words += ", unusually low, please check" }
        if facts.kind == .drop, facts.change.after.availability.canBeOrdered == false { words += ", out of stock" }
        return words
    }

    /// With the currency's symbol where text messages have it, with its code otherwise.
    private static func money(_ money: Money, _ style: MessageStyle) -> String {
        let text = style.text(money)
        return ShortAlphabet.septets(of: text) == nil ? MoneyFormat.textWithCode(money) : text
    }
}
