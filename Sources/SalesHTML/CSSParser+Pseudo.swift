extension CSSParser {
    mutating func pseudoClass(type: String?, isNegated: Bool) throws(HTMLError) -> CSSSyntax.Condition {
        let start = place
        place += 1
        if current == ":" { throw failure("pseudo-elements are not supported") }
        let name = try identifier("a pseudo-class").lowercased()
        if let simple = simplePseudoClass(name) {
            if name.hasSuffix("of-type"), type == nil { throw missingType(name, at: start) }
            return simple
        }
        guard Self.functions.contains(name) else {
            place = start
            throw failure("“:\(name)” is not supported")
        }
        guard take("(") else { throw failure("“(” is missing after “:\(name)”") }
        skipSpace()
        let condition: CSSSyntax.Condition
        if name == "not" {
            guard !isNegated else { throw failure("“:not()” inside “:not()” is not supported") }
            condition = .not(try compound(isNegated: true))
        } else {
            let ofType = name.hasSuffix("of-type")
            if ofType, type == nil { throw missingType(name, at: start) }
            let (step, offset) = try position()
            condition = .nth(
                CSSSyntax.Nth(step: step, offset: offset, fromEnd: name.hasPrefix("nth-last"), ofType: ofType)
            )
        }
        skipSpace()
        guard take(")") else { throw failure("“)” is missing") }
        return condition
    }

    private static let functions: Set<String> = [
        "not", "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type",
    ]

    private mutating func missingType(_ name: String, at start: Int) -> HTMLError {
        place = start
        return failure("“:\(name)” needs an element's name before it, as in “span:\(name)”")
    }

    private func simplePseudoClass(_ name: String) -> CSSSyntax.Condition? {
        func first(fromEnd: Bool, ofType: Bool) -> CSSSyntax.Condition {
            .nth(CSSSyntax.Nth(step: 0, offset: 1, fromEnd: fromEnd, ofType: ofType))
        }
        return switch name {
        case "first-child": first(fromEnd: false, ofType: false)
        case "last-child": first(fromEnd: true, ofType: false)
        case "first-of-type": first(fromEnd: false, ofType: true)
        case "last-of-type": first(fromEnd: true, ofType: true)
        case "only-child": .only(ofType: false)
        case "only-of-type": .only(ofType: true)
        case "empty": .empty
        case "root": .root
        default: nil
        }
    }

    /// `even`, `odd`, `3`, `2n`, `-n+3`, `2n + 1`.
    private mutating func position() throws(HTMLError) -> (step: Int, offset: Int) {
        var written = ""
        while let scalar = current, scalar != ")" {
            if !CSSTranslator.isCSSSpace(scalar) { written.unicodeScalars.append(scalar) }
            place += 1
        }
        let formula = written.lowercased()
        if formula == "even" { return (2, 0) }
        if formula == "odd" { return (2, 1) }
        let parts = formula.split(separator: "n", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: if let offset = number(parts[0]) { return (0, offset) }
        case 2:
            let step = parts[0].isEmpty || parts[0] == "+" ? 1 : parts[0] == "-" ? -1 : number(parts[0])
            let isSigned = parts[1].isEmpty || parts[1].hasPrefix("+") || parts[1].hasPrefix("-")
            let offset = parts[1].isEmpty ? 0 : number(parts[1])
            if let step, let offset, isSigned { return (step, offset) }
        default: break
        }
        throw failure("“\(written)” is no position; write a number, even, odd or a formula such as 2n+1")
    }

    private func number(_ digits: Substring) -> Int? {
        guard digits.utf8.count <= Self.longestNumber, let number = Int(digits) else { return nil }
        return number
    }

    private static let longestNumber = 7
}
