/// Cuts a price text into numbers, currency signs, words and marks, in one pass.
struct PriceTextLexer {
    private let text: [Unicode.Scalar]
    private let lowered: [Unicode.Scalar]
    private let hint: Currency?
    private var position = 0
    private var isBehindWord = false

    /// The pieces of a text, which is read up to ``PriceText/maximumScalars``.
    static func tokens(of text: String, hint: Currency? = nil) -> [PriceTextToken] {
        var lexer = PriceTextLexer(text: Array(text.unicodeScalars.prefix(PriceText.maximumScalars)), hint: hint)
        return lexer.run()
    }

    private init(text: [Unicode.Scalar], hint: Currency?) {
        self.text = text
        self.hint = hint
        lowered = text.map(ScalarClass.lowered)
    }

    private mutating func run() -> [PriceTextToken] {
        var tokens: [PriceTextToken] = []
        var hasSpace = true
        while position < text.count {
            if ScalarClass.isSpace(text[position]) {
                hasSpace = true
                position += 1
                continue
            }
            let start = position
            isBehindWord = !hasSpace && tokens.last?.word != nil
            let content = next()
            tokens.append(PriceTextToken(content: content, range: start..<position, hasSpaceBefore: hasSpace))
            hasSpace = false
        }
        return tokens
    }

    private mutating func next() -> PriceTextToken.Content {
        if digit(at: position) != nil || startsWithFraction {
            return .number(number())
        }
        if let match = CurrencySigns.match(in: text, lowered: lowered, at: position, hint: hint) {
            position += match.length
            return .sign(match.sign)
        }
        let start = position
        guard ScalarClass.isLetter(text[position]) else {
            position += 1
            return .mark(text[start])
        }
        repeat { position += 1 } while position < text.count && continuesWord(at: position)
        return .word(String(String.UnicodeScalarView(lowered[start..<position])))
    }

    /// A word ends where a script without spaces reaches a currency sign: `税込円`.
    private func continuesWord(at index: Int) -> Bool {
        guard ScalarClass.isLetter(text[index]) else { return false }
        guard ScalarClass.isUnspaced(text[index]) else { return true }
        return CurrencySigns.match(in: text, lowered: lowered, at: index) == nil
    }

    private func digit(at index: Int) -> UInt8? {
        index < text.count ? ScalarClass.digit(text[index]) : nil
    }

    /// Whether `.75` stands here, with nothing before it that it could belong to.
    private var startsWithFraction: Bool {
        guard text[position] == "." || text[position] == ",", digit(at: position + 1) != nil else { return false }
        guard position > 0 else { return true }
        return !ScalarClass.isLetter(text[position - 1]) && digit(at: position - 1) == nil
    }
}

// Numbers.
extension PriceTextLexer {
    private mutating func number() -> PriceTextNumber {
        var number = PriceTextNumber(groups: [digitRun()], separators: [])
        while let separator = separator(after: number) {
            position += 1
            number.separators.append(separator)
            number.groups.append(digitRun())
        }
        let isOpen = number.separators.allSatisfy { $0 != .raisedPoint && $0 != .arabicDecimal }
        guard isOpen else { return number }
        if takeWholeMark() {
            number.isMarkedWhole = true
        } else {
            takeSetApartFraction(&number)
        }
        return number
    }

    private mutating func digitRun() -> String {
        var run = ""
        while let value = digit(at: position) {
            run.unicodeScalars.append(Unicode.Scalar(0x30 + value))
            position += 1
        }
        return run
    }

    private func run(from start: Int) -> Int {
        // More than four digits are never asked for, which keeps looking ahead cheap.
        var length = 0
        while length < 4, digit(at: start + length) != nil { length += 1 }
        return length
    }

    /// The separator at the position, if another group of digits follows it.
    private func separator(after number: PriceTextNumber) -> PriceTextNumber.Separator? {
        guard position < text.count, run(from: position + 1) > 0 else { return nil }
        switch text[position].value {
        case 0x2E, 0xFF0E: return .point
        case 0x2C, 0xFF0C, 0x060C, 0xFE50: return .comma
        case 0x66B: return .arabicDecimal
        case 0x66C: return .arabicGroup
        case 0xB7, 0x2D9: return .raisedPoint
        case 0x27, 0x2019, 0x2018, 0x2BC, 0x60, 0xB4, 0x2032, 0xFF07: return isGroup(.apostrophe, number)
        case 0x20: return isGroup(.space, number)
        default: return ScalarClass.isGroupingSpace(text[position]) ? isGroup(.groupingSpace, number) : nil
        }
    }

    /// A space or apostrophe groups only where exactly three digits follow, and all before it is grouped alike.
    private func isGroup(
        _ separator: PriceTextNumber.Separator,
        _ number: PriceTextNumber
    ) -> PriceTextNumber.Separator? {
        // In "PS5 499 €" the 5 belongs to the word.
        guard run(from: position + 1) == 3, !isBehindWord else { return nil }
        let before = number.groups.last?.utf8.count ?? 0
        guard number.separators.isEmpty ? (1...3).contains(before) : before == 3 else { return nil }
        let spaces: [PriceTextNumber.Separator] = [.space, .groupingSpace]
        let kin = spaces.contains(separator) ? spaces : [separator]
        guard number.separators.allSatisfy({ kin.contains($0) }) else { return nil }
        if number.separators.isEmpty, number.groups.first?.utf8.first == UInt8(ascii: "0") { return nil }
        return separator == .space && isMeasure(at: position + 4) ? nil : separator
    }

    /// Whether letters that are no currency follow at once or behind a space and name a measure: `12 500 ml`.
    private func isMeasure(at start: Int) -> Bool {
        guard start < text.count else { return false }
        let isApart = ScalarClass.isSpace(text[start])
        let first = isApart ? start + 1 : start
        guard first < text.count, ScalarClass.isLetter(text[first]) else { return false }
        if CurrencySigns.match(in: text, lowered: lowered, at: first, hint: hint) != nil { return false }
        var end = first
        while end < text.count, end - first < 16, ScalarClass.isLetter(text[end]) { end += 1 }
        let word = String(String.UnicodeScalarView(lowered[first..<end]))
        return isApart ? PriceTextWords.measures.contains(word) : !PriceTextWords.notes.contains(word)
    }

    /// Takes `,-`, `.–`, `:-` and their like, which say that the amount is whole.
    private mutating func takeWholeMark() -> Bool {
        guard position < text.count, [".", ",", ":"].contains(text[position]) else { return false }
        var end = position + 1
        if end < text.count, ScalarClass.isSpace(text[end]) { end += 1 }
        guard end < text.count, ScalarClass.isDash(text[end]) else { return false }
        end += 1
        if end < text.count, ScalarClass.isDash(text[end]) { end += 1 }
        guard digit(at: end) == nil else { return false }
        position = end
        return true
    }

    /// Takes raised cents (`19⁹⁹`), drops a footnote's raised digit, and notes cents behind a space (`392. 00`).
    private mutating func takeSetApartFraction(_ number: inout PriceTextNumber) {
        var end = position
        let hasPoint = end < text.count && (text[end] == "." || text[end] == ",")
        if hasPoint { end += 1 }
        var raised = ""
        while end < text.count, raised.utf8.count < 4, let value = ScalarClass.raisedDigit(text[end]) {
            raised.unicodeScalars.append(Unicode.Scalar(0x30 + value))
            end += 1
        }
        if raised.utf8.count == 2, !number.isPriceShaped {
            number.setApartFraction = raised
            position = end
        } else if !raised.isEmpty, !hasPoint {
            position = end
        } else if hasPoint, raised.isEmpty, end < text.count, ScalarClass.isSpace(text[end]), run(from: end + 1) == 2 {
            guard !number.isPriceShaped else { return }
            number.spacedFraction = spacedDigits(at: end + 1)
            if number.spacedFraction != nil { position = end + 3 }
        }
    }

    /// Two digits, unless they begin a longer number.
    private func spacedDigits(at start: Int) -> String? {
        guard let tens = digit(at: start), let ones = digit(at: start + 1) else { return nil }
        let next = start + 2
        if next < text.count {
            let isSeparator = [".", ",", ":", "/"].contains(text[next]) && digit(at: next + 1) != nil
            if isSeparator || ScalarClass.isLetter(text[next]) || text[next] == "%" { return nil }
        }
        return "\(tens)\(ones)"
    }
}
