extension EncodingDecision {
    /// The encoding that a `meta` element within the first 1,024 bytes declares.
    ///
    /// As the standard has it: a declared UTF-16 means UTF-8 (the declaration could be read, so it is not UTF-16),
    /// `x-user-defined` means windows-1252, and `http-equiv` counts only with `content-type`.
    static func declaredByMeta(in bytes: [UInt8]) -> TextEncoding? {
        let scanner = HTMLScanner(bytes: Array(bytes.prefix(HTMLLimits.prescannedBytes)))
        for tag in scanner where tag.isNamed("meta") {
            guard let encoding = declared(by: tag) else { continue }
            return encoding == .utf16LE || encoding == .utf16BE ? .utf8 : encoding
        }
        return nil
    }

    private static func declared(by meta: HTMLTag) -> TextEncoding? {
        if let charset = meta.attribute("charset") { return encoding(of: charset) }
        guard meta.attribute("http-equiv")?.lowercased() == "content-type",
            let content = meta.attribute("content"),
            let charset = charset(inContentType: content)
        else { return nil }
        return encoding(of: charset)
    }

    private static func encoding(of label: String) -> TextEncoding? {
        label.lowercased() == "x-user-defined" ? .windows1252 : TextEncoding(label: label)
    }

    /// The value of `charset` in a `Content-Type` value such as `text/html; charset="utf-8"`; nil if there is none.
    ///
    /// Reads what servers really send: quotes of both kinds, spaces around the equals sign, no semicolon.
    public static func charset(inContentType value: String) -> String? {
        var rest = Substring(value)
        while let found = rest.lowercasedRange(of: "charset") {
            rest = rest[found.upperBound...].drop { $0 == " " || $0 == "\t" }
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            if let quote = rest.first, quote == "\"" || quote == "'" {
                let label = rest.dropFirst().prefix { $0 != quote }
                return label.isEmpty ? nil : String(label)
            }
            let label = rest.prefix { $0 != ";" && $0 != " " && $0 != "\t" && $0 != "," }
            return label.isEmpty ? nil : String(label)
        }
        return nil
    }
}

extension Substring {
    /// The first place of an ASCII word, without regard to case.
    fileprivate func lowercasedRange(of word: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            let end = index(start, offsetBy: word.count, limitedBy: endIndex)
            guard let end else { return nil }
            if self[start..<end].lowercased() == word { return start..<end }
            start = index(after: start)
        }
        return nil
    }
}
