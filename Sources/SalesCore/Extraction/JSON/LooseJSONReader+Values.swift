extension LooseJSONReader {
    /// The value at this place; always moves on, unless the text has ended or a closing bracket stands there.
    mutating func value(depth: Int) -> LooseJSON {
        skipBlank()
        nodes += 1
        guard let byte = peek else { return .null }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < Self.maximumDepth, nodes < Self.maximumNodes else {
                skipContainer()
                return .null
            }
            return byte == UInt8(ascii: "{") ? object(depth: depth) : array(depth: depth)
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return .string(string(quote: byte))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        default: return word()
        }
    }

    private mutating func object(depth: Int) -> LooseJSON {
        place += 1
        var members: [LooseJSON.Member] = []
        while true {
            skipBlank()
            guard let byte = peek else {
                isCut = true
                break
            }
            if byte == UInt8(ascii: "}") {
                place += 1
                break
            }
            if byte == UInt8(ascii: "]") { break }
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") {
                place += 1
                continue
            }
            let name = memberName(byte)
            skipBlank()
            guard peek == UInt8(ascii: ":") else {
                if name.isEmpty, peek == byte { place += 1 }
                continue
            }
            place += 1
            let value = value(depth: depth + 1)
            skipExpression()
            if nodes < Self.maximumNodes { members.append(LooseJSON.Member(name: name, value: value)) }
        }
        return .object(members)
    }

    private mutating func memberName(_ byte: UInt8) -> String {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return string(quote: byte) }
        let start = place
        while let next = peek, Self.isWord(next) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func array(depth: Int) -> LooseJSON {
        place += 1
        var values: [LooseJSON] = []
        while true {
            skipBlank()
            guard let byte = peek else {
                isCut = true
                break
            }
            if byte == UInt8(ascii: "]") {
                place += 1
                break
            }
            if byte == UInt8(ascii: "}") { break }
            if byte == UInt8(ascii: ",") {
                place += 1
                continue
            }
            let before = place
            let value = value(depth: depth + 1)
            if nodes < Self.maximumNodes { values.append(value) }
            skipExpression()
            if place == before { place += 1 }
        }
        return .array(values)
    }

    /// Skips what follows a value up to the next comma or closing bracket: `new Date(0)`, `a + b`.
    mutating func skipExpression(isInCall: Bool = false) {
        while true {
            skipBlank()
            guard let byte = peek else { return }
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ";"): return
            case UInt8(ascii: ")") where isInCall: return
            case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): skipContainer()
            // A member follows whose comma was forgotten.
            case UInt8(ascii: "\""), UInt8(ascii: "'"): return
            default: place += 1
            }
        }
    }

    private mutating func number() -> LooseJSON {
        let start = place
        while let byte = peek, Self.isWord(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") {
            place += 1
        }
        return .number(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func word() -> LooseJSON {
        let start = place
        while let byte = peek, Self.isWord(byte) || byte == UInt8(ascii: ".") { place += 1 }
        switch String(decoding: bytes[start..<place].prefix(8), as: UTF8.self) {
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: return bindings.isEmpty ? .null : bound(String(decoding: bytes[start..<place], as: UTF8.self))
        }
    }

    /// What a word stands for, as long as all that words stand for together is no more than one text may give.
    private mutating func bound(_ word: String) -> LooseJSON {
        guard let (value, count) = bindings[word], nodes + count < Self.maximumNodes else { return .null }
        nodes += count
        return value
    }

    /// Skips a bracketed stretch of any depth without keeping anything.
    private mutating func skipContainer() {
        var depth = 0
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                _ = string(quote: byte)
                continue
            default: break
            }
            place += 1
            if depth <= 0 { return }
        }
        isCut = true
    }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "@"),
            UInt8(ascii: "-"), 0x80...0xFF:
            true
        default: false
        }
    }
}
