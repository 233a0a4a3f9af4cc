/// The elements whose content is text and not markup, as the HTML standard lists them.
enum RawText {
    /// How the content of an element is read.
    enum Kind {
        /// No entities, no tags: script, style, and the obsolete ones.
        case raw
        /// Entities but no tags: title and textarea.
        case escapable
    }

    /// The kind of an element by its name in any case; nil for an ordinary element.
    @inline(__always)
    static func kind(of name: UnsafeBufferPointer<UInt8>) -> Kind? {
        guard (3...9).contains(name.count) else { return nil }
        switch MarkupLexer.lowercased(name[0]) {
        case UInt8(ascii: "s"): return matches(name, "script") || matches(name, "style") ? .raw : nil
        case UInt8(ascii: "t"): return matches(name, "title") || matches(name, "textarea") ? .escapable : nil
        case UInt8(ascii: "i"): return matches(name, "iframe") ? .raw : nil
        case UInt8(ascii: "n"): return matches(name, "noembed") || matches(name, "noframes") ? .raw : nil
        case UInt8(ascii: "x"): return matches(name, "xmp") ? .raw : nil
        case UInt8(ascii: "p"): return matches(name, "plaintext") ? .raw : nil
        default: return nil
        }
    }

    /// Whether bytes are a lower-case ASCII word, without regard to the case of the bytes.
    @inline(__always)
    static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in bytes.indices where MarkupLexer.lowercased(bytes[index]) != word.utf8Start[index] {
            return false
        }
        return true
    }
}
