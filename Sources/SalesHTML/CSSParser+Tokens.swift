extension CSSParser {
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        place += 1
        return true
    }

    mutating func skipSpace() {
        while let current, CSSTranslator.isCSSSpace(current) { place += 1 }
    }

    func startsIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        isIdentifierPart(scalar) && !("0"..."9").contains(scalar) || scalar == "\\"
    }

    private func isIdentifierPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
        default: scalar.value >= 0x80
        }
    }

    mutating func identifier(_ what: String) throws(HTMLError) -> String {
        var word = String.UnicodeScalarView()
        guard let first = current, startsIdentifier(first) else { throw failure("\(what) is expected") }
        while let scalar = current {
            if scalar == "\\" {
                word.append(try escape())
            } else if isIdentifierPart(scalar) {
                word.append(scalar)
                place += 1
            } else {
                break
            }
        }
        return String(word)
    }

    mutating func string() throws(HTMLError) -> String {
        let quote = current
        place += 1
        var word = String.UnicodeScalarView()
        while let scalar = current, scalar != quote {
            if scalar == "\\" {
                word.append(try escape())
            } else {
                word.append(scalar)
                place += 1
            }
        }
        guard current != nil else { throw failure("the closing quote is missing") }
        place += 1
        return String(word)
    }

    /// Reads an escape such as `\31 `, `\00003A` or `\:`.
    ///
    /// NUL and what is no character become U+FFFD, as CSS Syntax says.
    private mutating func escape() throws(HTMLError) -> Unicode.Scalar {
        place += 1
        guard let first = current else { throw failure("the selector ends after a backslash") }
        var value: UInt32 = 0
        var digits = 0
        while digits < 6, let digit = current.flatMap({ Character($0).hexDigitValue }), current?.isASCII == true {
            value = value * 16 + UInt32(digit)
            digits += 1
            place += 1
        }
        guard digits > 0 else {
            if first == "\n" || first == "\r" || first == "\u{C}" { throw failure("a line ends after a backslash") }
            place += 1
            return first
        }
        if let current, CSSTranslator.isCSSSpace(current) { place += 1 }
        guard value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
        return scalar
    }
}
