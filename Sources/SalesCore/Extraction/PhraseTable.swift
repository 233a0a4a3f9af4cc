/// Finds phrases in short texts in time linear in the text: whole words, or anywhere in scripts without spaces.
struct PhraseTable: Sendable {
    private struct Phrase: Sendable {
        let words: [Substring]
        let rank: Int
        let text: String
    }

    private let byFirstWord: [Substring: [Phrase]]
    private let unspaced: [(bytes: [UInt8], rank: Int, text: String)]

    /// Phrases in lists; a phrase of an earlier list wins over one of a later.
    init(_ lists: [[String]]) {
        var byFirstWord: [Substring: [Phrase]] = [:]
        var unspaced: [([UInt8], Int, String)] = []
        for (rank, phrases) in lists.enumerated() {
            for phrase in phrases.map(CleanText.folded) {
                let words = phrase.split(separator: " ")
                guard let first = words.first else { continue }
                if Self.isUnspaced(phrase) {
                    unspaced.append((Array(phrase.utf8), rank, phrase))
                } else {
                    byFirstWord[first, default: []].append(Phrase(words: words, rank: rank, text: phrase))
                }
            }
        }
        self.byFirstWord = byFirstWord
        self.unspaced = unspaced
    }

    /// The phrase of the earliest list that stands in a folded text (``CleanText/folded(_:)``), with the list's number.
    func first(in folded: String) -> (rank: Int, phrase: String)? {
        var best: (rank: Int, phrase: String)?
        let words = folded.split(separator: " ")
        for index in words.indices {
            for phrase in byFirstWord[words[index]] ?? [] where phrase.rank < best?.rank ?? Int.max {
                if words[index...].starts(with: phrase.words) { best = (phrase.rank, phrase.text) }
            }
        }
        guard folded.unicodeScalars.contains(where: { $0.value >= 0x0E00 }) else { return best }
        let bytes = Array(folded.utf8)
        for phrase in unspaced where phrase.rank < best?.rank ?? Int.max {
            if Self.contains(bytes, phrase.bytes) { best = (phrase.rank, phrase.text) }
        }
        return best
    }

    /// Whether any phrase stands in a folded text.
    func matches(_ folded: String) -> Bool { first(in: folded) != nil }

    /// Thai, Chinese, Japanese and Korean put no spaces between words, or few.
    private static func isUnspaced(_ phrase: String) -> Bool {
        phrase.unicodeScalars.first.map { $0.value >= 0x2E80 || (0x0E00..<0x0E80).contains($0.value) } ?? false
    }

    /// Whether folded words stand in a folded text, one behind the other and whole.
    static func contains(_ text: String, words: String) -> Bool {
        let padded = " \(text) "
        let needle = " \(words) "
        if contains(Array(padded.utf8), Array(needle.utf8)) { return true }
        // Other bytes may still be the same characters, composed in another way.
        let isASCII = needle.utf8.allSatisfy { $0 < 0x80 }
        return !isASCII && padded.contains(needle)
    }

    static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
        guard let first = needle.first, needle.count <= bytes.count else { return false }
        for start in 0...bytes.count - needle.count where bytes[start] == first {
            if bytes[start..<start + needle.count].elementsEqual(needle) { return true }
        }
        return false
    }
}
