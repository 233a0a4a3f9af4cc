/// Writes CSS selectors as XPath.
///
/// The result is a single step with conditions that look outwards and backwards, as browsers match: libxml2 would
/// merge the node sets of several steps in quadratic time.
enum CSSTranslator {
    static func xpath(of list: [CSSSyntax.Complex]) -> String {
        "descendant::*[" + list.map(condition).joined(separator: " or ") + "]"
    }

    private static func condition(of complex: CSSSyntax.Complex) -> String {
        var outer = "self::" + test(of: complex.first)
        for (combinator, compound) in complex.rest {
            let around = String(outer.dropFirst("self::".count))
            let link =
                switch combinator {
                case .descendant: "ancestor::" + around
                case .child: "parent::" + around
                case .nextSibling: "preceding-sibling::*[1][self::" + around + "]"
                case .laterSibling: "preceding-sibling::" + around
                }
            outer = "self::" + test(of: compound) + "[" + link + "]"
        }
        return outer
    }

    /// A name test with its conditions: `span[…][…]`.
    private static func test(of compound: CSSSyntax.Compound) -> String {
        let type = compound.type
        let isPlain = type.map {
            $0.utf8.allSatisfy(isPlainNameByte) && $0.utf8.first.map(MarkupLexer.isLetter) == true
        }
        var test = isPlain == true ? type ?? "*" : "*"
        if let type, isPlain == false { test += "[name()=" + literal(type) + "]" }
        for condition in compound.conditions { test += "[" + expression(condition, type: type) + "]" }
        return test
    }

    private static func expression(_ condition: CSSSyntax.Condition, type: String?) -> String {
        switch condition {
        case .id(let id): "@id=" + literal(id)
        case .className(let name): word(name, in: "@class")
        case .attribute(let name, let match): expression(attribute: name, match)
        case .nth(let nth): expression(nth, type: type)
        case .only(let ofType): only(ofType: ofType, type: type)
        case .not(let compound): "not(self::" + test(of: compound) + ")"
        case .empty: "not(*) and not(text())"
        case .root: "not(parent::*)"
        }
    }

    private static func expression(attribute name: String, _ match: CSSSyntax.Match) -> String {
        let isPlain = name.utf8.allSatisfy(isPlainNameByte) && name.utf8.first.map(MarkupLexer.isLetter) == true
        let plain = isPlain ? "@" + name : "@*[name()=" + literal(name) + "]"
        guard case .value(let compare, let written, let ignoresCase) = match else { return plain }
        let attribute = ignoresCase ? folded(plain) : plain
        let value = ignoresCase ? asciiLowercased(written) : written
        switch compare {
        case .equals: return attribute + "=" + literal(value)
        case .includes:
            // As in CSS, a value that is empty or holds white space matches nothing.
            let isWord = !value.isEmpty && !value.unicodeScalars.contains(where: isCSSSpace)
            return isWord ? word(value, in: attribute) : "false()"
        case .dash: return "\(attribute)=\(literal(value)) or starts-with(\(attribute),\(literal(value + "-")))"
        case .prefix: return value.isEmpty ? "false()" : "starts-with(\(attribute),\(literal(value)))"
        case .contains: return value.isEmpty ? "false()" : "contains(\(attribute),\(literal(value)))"
        case .suffix:
            let length = value.unicodeScalars.count
            guard length > 0 else { return "false()" }
            return "substring(\(attribute),string-length(\(attribute))-\(length - 1))=\(literal(value))"
        }
    }

    private static func word(_ word: String, in attribute: String) -> String {
        "contains(concat(' ',normalize-space(\(attribute)),' '),\(literal(" " + word + " ")))"
    }

    private static func folded(_ attribute: String) -> String {
        "translate(\(attribute),'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"
    }

    private static func asciiLowercased(_ text: String) -> String {
        String(decoding: text.utf8.map(MarkupLexer.lowercased), as: UTF8.self)
    }

    private static func expression(_ nth: CSSSyntax.Nth, type: String?) -> String {
        let axis = nth.fromEnd ? "following-sibling::" : "preceding-sibling::"
        // The parser lets no `of-type` through without a type: XPath 1.0 can't say "the same name as this one".
        let siblings = axis + (nth.ofType ? test(of: CSSSyntax.Compound(type: type)) : "*")
        if nth.step == 0 {
            // Looks at no more siblings than it must, which keeps long lists cheap.
            guard nth.offset >= 1 else { return "false()" }
            let none = "not(\(siblings)[\(nth.offset)])"
            return nth.offset == 1 ? none : "\(siblings)[\(nth.offset - 1)] and \(none)"
        }
        let before = "count(\(siblings))"
        let distance = "(\(before)-(\(nth.offset - 1)))"
        let limit = nth.step > 0 ? "\(distance)>=0" : "\(distance)<=0"
        return abs(nth.step) == 1 ? limit : "\(limit) and \(distance) mod \(abs(nth.step))=0"
    }

    private static func only(ofType: Bool, type: String?) -> String {
        let ends = [false, true].map { CSSSyntax.Nth(step: 0, offset: 1, fromEnd: $0, ofType: ofType) }
        return ends.map { expression($0, type: type) }.joined(separator: " and ")
    }

    /// A text as an XPath literal; one with quotes of both kinds needs `concat`, for XPath 1.0 has no escapes.
    static func literal(_ text: String) -> String {
        if !text.contains("'") { return "'" + text + "'" }
        if !text.contains("\"") { return "\"" + text + "\"" }
        let parts = text.split(separator: "'", omittingEmptySubsequences: false).map { "'" + $0 + "'" }
        return "concat(" + parts.joined(separator: ",\"'\",") + ")"
    }

    static func isCSSSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{C}"
    }

    private static func isPlainNameByte(_ byte: UInt8) -> Bool {
        MarkupLexer.isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}
