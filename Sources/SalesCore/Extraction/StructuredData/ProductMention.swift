/// Tells by the bytes of a script whether it can speak of the page's product at all: only then is it worth parsing.
///
/// A product is known by its whole name. So any two neighbouring words of a name must stand there, in any letter case; the
/// two longest are looked for, which stand by chance least often.
struct ProductMention: Sendable {
    private let phrases: [(first: WordSearch, second: WordSearch?)]
    /// Whether a name has other letters than ASCII, which a script can write in several ways: nothing can be said then.
    private let isUnsure: Bool

    init(_ identity: PageIdentity) {
        let phrases = Set(identity.stateNames.map(Self.phrase))
        isUnsure = phrases.contains { $0.contains { $0.utf8.contains { $0 >= 0x80 } } }
        self.phrases = phrases.compactMap { words in
            words.first.map { (WordSearch(String($0)), words.count == 2 ? WordSearch(String(words[1])) : nil) }
        }
    }

    /// Whether some text may name the product.
    func mayStand(in bytes: ArraySlice<UInt8>) -> Bool {
        isUnsure || phrases.contains { Self.stands($0.first, before: $0.second, in: bytes) }
    }

    /// The two neighbouring words of a name that are longest together, or its only one.
    private static func phrase(of name: String) -> [Substring] {
        let words = name.split(separator: " ").prefix(maximumWords)
        let pairs = zip(words, words.dropFirst()).map { [$0, $1] }
        return pairs.max { left, right in
            left[0].utf8.count + left[1].utf8.count < right[0].utf8.count + right[1].utf8.count
        } ?? Array(words)
    }

    private static func stands(_ first: WordSearch, before second: WordSearch?, in bytes: ArraySlice<UInt8>) -> Bool {
        guard let second else { return first.stands(in: bytes) }
        var rest = bytes
        while let end = first.end(in: rest) {
            rest = rest[end...]
            if second.stands(in: rest.prefix(gap + second.count)) { return true }
        }
        return false
    }

    /// The most words of a name that are looked for.
    private static let maximumWords = 40
    /// How many bytes two neighbouring words may stand apart: punctuation, escaped or not.
    private static let gap = 24
}

/// Looks for one ASCII word in any letter case, skipping what cannot hold it (Horspool's search).
struct WordSearch: Sendable {
    private let word: [UInt8]
    /// How far the word can move on where a byte stands under its end.
    private let skips: [UInt8]

    init(_ word: String) {
        let bytes = word.utf8.prefix(Self.longestWord).map(Self.lowercased)
        self.word = Array(bytes)
        var skips = [UInt8](repeating: UInt8(bytes.count), count: 256)
        for (place, byte) in bytes.dropLast().enumerated() {
            let skip = UInt8(bytes.count - 1 - place)
            skips[Int(byte)] = skip
            if (0x61...0x7A).contains(byte) { skips[Int(byte & 0xDF)] = skip }
        }
        self.skips = skips
    }

    /// How many bytes it has.
    var count: Int { word.count }

    func stands(in bytes: ArraySlice<UInt8>) -> Bool { end(in: bytes) != nil }

    /// The place behind where the word stands first.
    func end(in bytes: ArraySlice<UInt8>) -> Int? {
        guard !word.isEmpty else { return bytes.startIndex }
        return bytes.withUnsafeBufferPointer { buffer in
            word.withUnsafeBufferPointer { word in
                skips.withUnsafeBufferPointer { skips in
                    var end = word.count - 1
                    while end < buffer.count {
                        var matched = 0
                        while matched < word.count,
                            Self.lowercased(buffer[end - matched]) == word[word.count - 1 - matched]
                        {
                            matched += 1
                        }
                        if matched == word.count { return bytes.startIndex + end + 1 }
                        end += Int(skips[Int(buffer[end])])
                    }
                    return nil
                }
            }
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static let longestWord = 100
}
