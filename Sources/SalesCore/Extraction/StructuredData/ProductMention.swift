/// Tells by the bytes of a script whether it can speak of the page's product at all: only then is it worth parsing.
///
/// A product is known by its name or address, so one word of each is looked for, in any letter case.
struct ProductMention: Sendable {
    /// One ASCII word of each name and address, in lower case.
    private let words: [WordSearch]
    /// Whether a name has no such word, so that nothing can be said.
    private let isUnsure: Bool

    init(_ identity: PageIdentity) {
        let names = identity.names.map { Self.longestWord($0.split(separator: " ")) }
        let addresses = identity.addresses.map { address in
            let path = address.prefix { $0 != "?" }
            let last = path.split(separator: "/").last ?? path
            return Self.longestWord([last.utf8.count >= Self.shortestSlug ? last : path])
        }
        let found = Set((names + addresses).compactMap { $0 })
        isUnsure = (names + addresses).contains(nil) || found.isEmpty
        words = found.map(WordSearch.init)
    }

    /// Whether some text may name the product.
    func mayStand(in bytes: ArraySlice<UInt8>) -> Bool {
        isUnsure || words.contains { $0.stands(in: bytes) }
    }

    private static func longestWord(_ words: [Substring]) -> String? {
        words.filter { $0.utf8.allSatisfy { $0 < 0x80 } }.max { $0.utf8.count < $1.utf8.count }.map(String.init)
    }

    /// Shorter last parts of an address stand everywhere.
    private static let shortestSlug = 4
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

    func stands(in bytes: ArraySlice<UInt8>) -> Bool {
        guard !word.isEmpty else { return true }
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
                        if matched == word.count { return true }
                        end += Int(skips[Int(buffer[end])])
                    }
                    return false
                }
            }
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static let longestWord = 100
}
