/// A path into a JSON value: the part of RFC 9535 that names places, without filters, slices and descendants.
///
/// `$` is the whole value, `.name` and `['name']` a member, `[0]` and `[-1]` an element from the start or the end,
/// `[*]` and `.*` every one. A path that meets nothing selects nothing; that is no error.
///
/// Source: RFC 9535 §2.2, §2.3.1, §2.3.2, §2.3.3, §2.5.1.
public struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    enum Step: Hashable, Sendable {
        case name(String)
        case index(Int)
        case every
    }

    /// The path as it was written.
    public let text: String
    let steps: [Step]

    /// The most steps of a path.
    public static let maximumSteps = 64
    /// The most places that one path selects; further ones are left out.
    public static let maximumMatches = 1_000

    /// Reads a path.
    ///
    /// - Throws: ``Pin/Invalid`` that says what is wrong, and where.
    public init(_ text: String) throws(Pin.Invalid) {
        guard text.utf8.count <= Selection.maximumLength else { throw .tooLong }
        var parser = JSONPathParser(text)
        steps = try parser.steps()
        self.text = text
    }

    /// The path as it was written.
    public var description: String { text }

    /// The values that the path selects, each with its normalised path (RFC 9535 §2.7, names without quotes).
    func matches(in root: LooseJSON) -> [(path: String, value: LooseJSON)] {
        var found: [(path: String, value: LooseJSON)] = [("$", root)]
        for step in steps {
            var next: [(path: String, value: LooseJSON)] = []
            for (path, value) in found {
                let room = Self.maximumMatches - next.count
                guard room > 0 else { break }
                next += Self.children(of: value, step).prefix(room).map { ("\(path)\($0.path)", $0.value) }
            }
            found = next
        }
        return found
    }

    private static func children(of value: LooseJSON, _ step: Step) -> [(path: String, value: LooseJSON)] {
        switch (step, value) {
        case (.name(let name), .object): value[name].map { [(".\(name)", $0)] } ?? []
        case (.index(let index), .array(let values)):
            values.indices.contains(index < 0 ? values.count + index : index)
                ? [("[\(index)]", values[index < 0 ? values.count + index : index])] : []
        case (.every, .array(let values)): values.enumerated().map { ("[\($0.offset)]", $0.element) }
        case (.every, .object(let members)): members.map { (".\($0.step)", $0.value) }
        default: []
        }
    }
}

/// Reads the text of a JSON path, character by character.
struct JSONPathParser {
    private let characters: [Character]
    private var place = 0

    init(_ text: String) { characters = Array(text) }

    mutating func steps() throws(Pin.Invalid) -> [JSONPath.Step] {
        guard take("$") else { throw wrong("it begins with $, which is the whole value") }
        var steps: [JSONPath.Step] = []
        while place < characters.count {
            guard steps.count < JSONPath.maximumSteps else {
                throw wrong("it has more than \(JSONPath.maximumSteps) steps")
            }
            steps.append(try step())
        }
        return steps
    }

    private mutating func step() throws(Pin.Invalid) -> JSONPath.Step {
        if take(".") {
            if peek == "." { throw wrong("“..” is not supported; name every step") }
            if take("*") { return .every }
            let name = takeWhile { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "@" || $0 == "$" }
            guard !name.isEmpty else { throw wrong("a name is missing behind the point") }
            return .name(name)
        }
        guard take("[") else { throw wrong("a step begins with . or [") }
        let step: JSONPath.Step
        if take("*") {
            step = .every
        } else if let quote = peek, quote == "'" || quote == "\"" {
            step = .name(try quoted(quote))
        } else {
            let digits = takeWhile { $0 == "-" || ($0.isASCII && $0.isNumber) }
            guard let index = Int(digits) else { throw wrong("in brackets stands a number, * or a name in quotes") }
            step = .index(index)
        }
        guard take("]") else { throw wrong("a ] is missing") }
        return step
    }

    private mutating func quoted(_ quote: Character) throws(Pin.Invalid) -> String {
        place += 1
        var name = ""
        while let character = peek {
            place += 1
            if character == quote { return name }
            if character == "\\" {
                guard let next = peek, next == quote || next == "\\" else {
                    throw wrong("behind a backslash stands the quote or another backslash")
                }
                place += 1
                name.append(next)
            } else {
                name.append(character)
            }
        }
        throw wrong("a quote is missing")
    }

    private var peek: Character? { place < characters.count ? characters[place] : nil }

    private mutating func take(_ character: Character) -> Bool {
        guard peek == character else { return false }
        place += 1
        return true
    }

    private mutating func takeWhile(_ isWanted: (Character) -> Bool) -> String {
        let start = place
        while let character = peek, isWanted(character) { place += 1 }
        return String(characters[start..<place])
    }

    private func wrong(_ why: String) -> Pin.Invalid {
        Pin.Invalid("“\(String(characters))” is no JSON path: \(why) (character \(place + 1))")
    }
}
