/// Reads a CSS selector; every error says what is wrong at which character.
struct CSSParser {
    private let text: String
    let scalars: [Unicode.Scalar]
    var place = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    mutating func selectorList() throws(HTMLError) -> [CSSSyntax.Complex] {
        var list = [try complex()]
        while take(",") { list.append(try complex()) }
        if let current { throw failure("“\(current)” is not expected here") }
        return list
    }

    private mutating func complex() throws(HTMLError) -> CSSSyntax.Complex {
        skipSpace()
        var complex = CSSSyntax.Complex(first: try compound())
        while let combinator = combinator() { complex.rest.append((combinator, try compound())) }
        return complex
    }

    private mutating func combinator() -> CSSSyntax.Combinator? {
        let before = place
        skipSpace()
        let combinator: CSSSyntax.Combinator? =
            switch current {
            case ">": .child
            case "+": .nextSibling
            case "~": .laterSibling
            case nil, ",", ")": nil
            default: place > before ? .descendant : nil
            }
        if combinator != nil, combinator != .descendant {
            place += 1
            skipSpace()
        }
        return combinator
    }

    /// A compound selector; also the argument of `:not()`.
    mutating func compound(isNegated: Bool = false) throws(HTMLError) -> CSSSyntax.Compound {
        let start = place
        var compound = CSSSyntax.Compound()
        if current == "*" {
            place += 1
        } else if let current, startsIdentifier(current) {
            compound.type = try identifier("an element's name").lowercased()
        }
        if current == "|" { throw failure("namespaces with “|” are not supported") }
        while let condition = try condition(type: compound.type, isNegated: isNegated) {
            compound.conditions.append(condition)
        }
        guard place > start else { throw failure("a selector is missing") }
        return compound
    }

    private mutating func condition(type: String?, isNegated: Bool) throws(HTMLError) -> CSSSyntax.Condition? {
        switch current {
        case "#":
            place += 1
            return .id(try identifier("an id"))
        case ".":
            place += 1
            return .className(try identifier("a class"))
        case "[":
            place += 1
            return try attribute()
        case ":": return try pseudoClass(type: type, isNegated: isNegated)
        default: return nil
        }
    }

    private mutating func attribute() throws(HTMLError) -> CSSSyntax.Condition {
        skipSpace()
        let name = try identifier("an attribute's name").lowercased()
        skipSpace()
        if take("]") { return .attribute(name: name, .present) }
        let compare = try comparison()
        skipSpace()
        let value = current == "\"" || current == "'" ? try string() : try identifier("a value")
        skipSpace()
        var ignoresCase = false
        if current == "i" || current == "I" || current == "s" || current == "S" {
            ignoresCase = current == "i" || current == "I"
            place += 1
            skipSpace()
        }
        guard take("]") else { throw failure("“]” is missing") }
        return .attribute(name: name, .value(compare, value, ignoresCase: ignoresCase))
    }

    private mutating func comparison() throws(HTMLError) -> CSSSyntax.Operator {
        var written = ""
        if let current, current != "=" {
            written.unicodeScalars.append(current)
            place += 1
        }
        guard take("="), let compare = CSSSyntax.Operator(rawValue: written + "=") else {
            throw failure("one of = ~= |= ^= $= *= or “]” is expected")
        }
        return compare
    }

    func failure(_ reason: String) -> HTMLError {
        HTMLError(.badQuery, "The CSS selector “\(text)” cannot be used: \(reason) (character \(place + 1)).")
    }
}
