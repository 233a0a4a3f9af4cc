import SalesHTML

/// The words that a page's author put into classes, ids and test hooks of an element.
enum Hints {
    /// The words in lower case: `productPrice--old` gives `product`, `price`, `old`.
    static func words(of node: HTMLElement) -> Set<String> {
        var words: Set<String> = []
        for name in attributes {
            guard let value = node.attribute(name, limit: maximumLength) else { continue }
            split(value, into: &words)
        }
        return words
    }

    /// Whether words are those of an element that only screen readers tell, placed off the screen by style sheets.
    static func isForScreenReaders(_ words: Set<String>) -> Bool {
        offScreen.contains { words.isSuperset(of: $0) }
    }

    private static let offScreen: [Set<String>] = [
        ["screen", "reader"], ["screenreader"], ["sr", "only"], ["sronly"], ["visually", "hidden"],
        ["visuallyhidden"], ["offscreen"], ["off", "screen"], ["hidden", "accessible"],
    ]

    private static let attributes: [StaticString] = [
        "class", "id", "itemprop", "data-testid", "data-test", "data-test-id", "data-qa", "data-role",
        "data-price-type",
        "data-component", "data-automation", "data-automation-id", "data-at", "name", "data-hook", "data-ui",
    ]

    /// Splits at everything that is no letter, and where a capital follows a small letter.
    static func split(_ text: String, into words: inout Set<String>) {
        var word: [UInt8] = []
        var wasSmall = false
        func flush(_ word: inout [UInt8]) {
            if !word.isEmpty { words.insert(String(decoding: word, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8.prefix(maximumLength) {
            let isCapital = (0x41...0x5A).contains(byte)
            let isSmall = (0x61...0x7A).contains(byte) || byte >= 0x80
            guard isCapital || isSmall else {
                flush(&word)
                wasSmall = false
                continue
            }
            if isCapital, wasSmall { flush(&word) }
            word.append(isCapital ? byte | 0x20 : byte)
            wasSmall = isSmall
        }
        flush(&word)
    }

    /// The longest attribute that is split, in bytes.
    private static let maximumLength = 500
}
