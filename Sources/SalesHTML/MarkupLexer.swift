#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Finds the tags of a page by the rules of the HTML standard's tokenizer, without reading their attributes.
///
/// It works on borrowed memory and is used inside one `withUnsafeBufferPointer` only. Every step moves forward, so a
/// whole page takes linear time; nothing is allocated.
struct MarkupLexer {
    /// A piece of markup between `start` and `end`.
    struct Lexeme {
        enum Kind { case startTag, endTag, comment }

        var kind: Kind
        var start: Int
        /// Where the name ends; it begins at `start + 1`, or `start + 2` for an end tag.
        var nameEnd: Int
        var end: Int
        /// False where the page ends inside of it.
        var isComplete: Bool
        var attributeCount = 0
        var attributes = AttributeFilter()
        var isSelfClosing = false
    }

    let base: UnsafePointer<UInt8>
    let count: Int

    /// The next piece of markup at or after a place; nil if only text follows.
    func next(from place: Int) -> Lexeme? {
        var place = place
        while true {
            let open = find(UInt8(ascii: "<"), from: place)
            guard open + 1 < count else { return nil }
            switch base[open + 1] {
            case let byte where Self.isLetter(byte):
                return tag(.startTag, start: open, name: open + 1)
            case UInt8(ascii: "/"):
                guard open + 2 < count else { return nil }
                if Self.isLetter(base[open + 2]) { return tag(.endTag, start: open, name: open + 2) }
                return bogusComment(start: open)
            case UInt8(ascii: "!"): return declaration(start: open)
            case UInt8(ascii: "?"): return bogusComment(start: open)
            default: place = open + 1
            }
        }
    }

    /// The first place of a byte, or `count`.
    @inline(__always)
    func find(_ byte: UInt8, from place: Int) -> Int {
        guard place < count, let found = memchr(base + place, CInt(byte), count - place) else { return count }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private func tag(_ kind: Lexeme.Kind, start: Int, name: Int) -> Lexeme {
        var place = name
        while place < count, !Self.endsName(base[place]) { place += 1 }
        var lexeme = Lexeme(kind: kind, start: start, nameEnd: place, end: count, isComplete: false)
        while let attribute = attribute(from: &place, selfClosing: &lexeme.isSelfClosing) {
            lexeme.attributeCount += 1
            let name = UnsafeBufferPointer(start: base + attribute.name.lowerBound, count: attribute.name.count)
            lexeme.attributes.insert(name)
            place = attribute.end
        }
        guard place < count else { return lexeme }
        lexeme.end = place + 1
        lexeme.isComplete = true
        return lexeme
    }

    /// An attribute's name and value as places.
    struct Attribute {
        var name: Range<Int>
        /// Empty where there is no value.
        var value: Range<Int>
        var end: Int
    }

    /// The attribute at or after a place inside a tag; nil at the tag's `>` (where `place` then is) or the page's end.
    @inline(__always)
    func attribute(from place: inout Int, selfClosing: inout Bool) -> Attribute? {
        selfClosing = false
        while place < count {
            let byte = base[place]
            if byte == UInt8(ascii: ">") { return nil }
            guard Self.isSpace(byte) || byte == UInt8(ascii: "/") else { break }
            // Only a slash right before the `>` closes the tag.
            selfClosing = byte == UInt8(ascii: "/")
            place += 1
        }
        guard place < count else { return nil }
        selfClosing = false
        let nameStart = place
        // An equals sign as the first character belongs to the name.
        place += 1
        while place < count, !Self.endsName(base[place]), base[place] != UInt8(ascii: "=") { place += 1 }
        let name = nameStart..<place
        var next = place
        while next < count, Self.isSpace(base[next]) { next += 1 }
        guard next < count, base[next] == UInt8(ascii: "=") else {
            return Attribute(name: name, value: place..<place, end: place)
        }
        return value(of: name, from: next + 1)
    }

    @inline(__always)
    private func value(of name: Range<Int>, from place: Int) -> Attribute? {
        var place = place
        while place < count, Self.isSpace(base[place]) { place += 1 }
        guard place < count else { return Attribute(name: name, value: count..<count, end: count) }
        let first = base[place]
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            let close = find(first, from: place + 1)
            return Attribute(name: name, value: place + 1..<close, end: min(close + 1, count))
        }
        let start = place
        while place < count, !Self.isSpace(base[place]), base[place] != UInt8(ascii: ">") { place += 1 }
        return Attribute(name: name, value: start..<place, end: place)
    }

    private func bogusComment(start: Int) -> Lexeme {
        let close = find(UInt8(ascii: ">"), from: start + 2)
        return Lexeme(
            kind: .comment,
            start: start,
            nameEnd: start,
            end: min(close + 1, count),
            isComplete: close < count
        )
    }

    /// `<!DOCTYPE …>`, `<!-- … -->` or another `<!…>`, all of them without meaning here.
    private func declaration(start: Int) -> Lexeme {
        guard start + 3 < count, base[start + 2] == UInt8(ascii: "-"), base[start + 3] == UInt8(ascii: "-") else {
            return bogusComment(start: start)
        }
        var place = start + 4
        while true {
            let close = find(UInt8(ascii: ">"), from: place)
            guard close < count else {
                return Lexeme(kind: .comment, start: start, nameEnd: start, end: count, isComplete: false)
            }
            // `<!-->` and `<!--->` are whole comments, and `--!>` ends one too.
            let dashes = base[close - 1] == UInt8(ascii: "-") && base[close - 2] == UInt8(ascii: "-")
            let marked =
                base[close - 1] == UInt8(ascii: "!") && base[close - 2] == UInt8(ascii: "-")
                && base[close - 3] == UInt8(ascii: "-") && close - 3 >= start + 4
            if dashes || marked {
                return Lexeme(kind: .comment, start: start, nameEnd: start, end: close + 1, isComplete: true)
            }
            place = close + 1
        }
    }

    /// Where the end tag of a raw-text element begins, or `count`.
    func endOfRawText(named name: Range<Int>, from place: Int) -> Int {
        var place = place
        while true {
            let open = find(UInt8(ascii: "<"), from: place)
            let end = open + 2 + name.count
            guard end <= count else { return count }
            if base[open + 1] == UInt8(ascii: "/"), isSameName(name, at: open + 2),
                end == count || Self.endsName(base[end])
            {
                return open
            }
            place = open + 1
        }
    }

    private func isSameName(_ name: Range<Int>, at place: Int) -> Bool {
        for offset in 0..<name.count
        where Self.lowercased(base[name.lowerBound + offset]) != Self.lowercased(base[place + offset]) {
            return false
        }
        return true
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
    }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }

    @inline(__always)
    private static func endsName(_ byte: UInt8) -> Bool {
        byte <= 0x3E && (isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/"))
    }
}
