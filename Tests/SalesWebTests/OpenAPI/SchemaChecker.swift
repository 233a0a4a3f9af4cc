import Foundation

/// Checks values against the schemas of a document, with the keywords of JSON Schema 2020-12 that ours uses and no
/// others.
struct SchemaChecker: Sendable {
    /// The schemas by their names.
    let named: [String: ReadJSON]

    /// - Parameter document: A description of an API (OpenAPI 3.1).
    init(_ document: ReadJSON) { named = document["components"]?["schemas"]?.members ?? [:] }

    /// What is wrong with a value, each with its place; nothing where it is as the schema says.
    ///
    /// - Parameter isClosed: whether members that the schema does not name are wrong, too, unless it says otherwise.
    func faults(of value: ReadJSON, by schema: ReadJSON, at place: String = "", isClosed: Bool = false) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(place): the schema is no object"] }
        var faults = keywords.keys.filter { !Self.known.contains($0) }.map { "\(place): unknown keyword \($0)" }
        if let reference = keywords["$ref"] {
            guard let target = target(of: reference) else { return faults + ["\(place): \(reference) leads nowhere"] }
            faults += self.faults(of: value, by: target, at: place, isClosed: isClosed)
        }
        for part in keywords["allOf"]?.elements ?? [] { faults += self.faults(of: value, by: part, at: place) }
        if let choices = keywords["anyOf"]?.elements {
            let found = choices.map { self.faults(of: value, by: $0, at: place, isClosed: isClosed) }
            if !found.contains([]) { faults += found.first ?? ["\(place): there is no choice"] }
        }
        faults += kindFaults(of: value, keywords).map { "\(place): \($0)" }
        switch value {
        case .string(let text): faults += textFaults(of: text, keywords).map { "\(place): \($0)" }
        case .whole(let number): faults += numberFaults(of: Double(number), keywords).map { "\(place): \($0)" }
        case .fraction(let number): faults += numberFaults(of: number, keywords).map { "\(place): \($0)" }
        case .array(let elements): faults += listFaults(of: elements, keywords, place, isClosed)
        case .object(let members): faults += memberFaults(of: members, keywords, schema, place, isClosed)
        case .null, .flag: break
        }
        return faults
    }

    private func target(of reference: ReadJSON) -> ReadJSON? {
        let prefix = "#/components/schemas/"
        guard let text = reference.text, text.hasPrefix(prefix) else { return nil }
        return named[String(text.dropFirst(prefix.count))]
    }

    private static let known: Set<String> = [
        "$ref", "allOf", "anyOf", "type", "enum", "properties", "required", "additionalProperties", "minProperties",
        "items", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern", "format", "minimum", "maximum",
        "description", "examples",
    ]
}

// MARK: - Keywords

extension SchemaChecker {
    private func kindFaults(of value: ReadJSON, _ keywords: [String: ReadJSON]) -> [String] {
        var faults: [String] = []
        if let type = keywords["type"] {
            let allowed = type.text.map { [$0] } ?? type.elements.compactMap(\.text)
            if !allowed.contains(where: { Self.isOf($0, value) }) { faults.append("\(value) is not of \(allowed)") }
        }
        if let words = keywords["enum"]?.elements, !words.contains(value) { faults.append("\(value) is no choice") }
        return faults
    }

    private static func isOf(_ type: String, _ value: ReadJSON) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .flag), ("string", .string), ("array", .array), ("object", .object): true
        case ("integer", .whole), ("number", .whole), ("number", .fraction): true
        // JSON Schema takes 1.0 for a whole number.
        case ("integer", .fraction(let number)): number.rounded() == number
        default: false
        }
    }

    private func textFaults(of text: String, _ keywords: [String: ReadJSON]) -> [String] {
        var faults: [String] = []
        let length = text.unicodeScalars.count
        if let least = keywords["minLength"]?.number, length < least { faults.append("“\(text)” is too short") }
        if let most = keywords["maxLength"]?.number, length > most { faults.append("“\(text)” is too long") }
        if let pattern = keywords["pattern"]?.text, text.range(of: pattern, options: .regularExpression) == nil {
            faults.append("“\(text)” does not match \(pattern)")
        }
        if let format = keywords["format"]?.text, !Self.isOf(format: format, text) {
            faults.append("“\(text)” is no \(format)")
        }
        return faults
    }

    private static func isOf(format: String, _ text: String) -> Bool {
        switch format {
        case "date-time":
            text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z/) != nil
        case "date": text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil
        case "uri": text.wholeMatch(of: /https?:[!-~]+/) != nil
        case "email": text.wholeMatch(of: /[!-~]+@[!-~]+/) != nil
        default: false
        }
    }

    private func numberFaults(of number: Double, _ keywords: [String: ReadJSON]) -> [String] {
        var faults: [String] = []
        if let least = keywords["minimum"]?.number, number < Double(least) { faults.append("\(number) is too small") }
        if let most = keywords["maximum"]?.number, number > Double(most) { faults.append("\(number) is too large") }
        if let format = keywords["format"]?.text, format != "int64" { faults.append("\(format) is no format") }
        return faults
    }

    private func listFaults(
        of elements: [ReadJSON],
        _ keywords: [String: ReadJSON],
        _ place: String,
        _ isClosed: Bool
    ) -> [String] {
        var faults: [String] = []
        if let most = keywords["maxItems"]?.number, elements.count > most {
            faults.append("\(place): too many elements")
        }
        if keywords["uniqueItems"] == .flag(true), Set(elements).count < elements.count {
            faults.append("\(place): an element is there twice")
        }
        guard let schema = keywords["items"] else { return faults }
        for (index, element) in elements.enumerated() {
            faults += self.faults(of: element, by: schema, at: "\(place)/\(index)", isClosed: isClosed)
        }
        return faults
    }

    private func memberFaults(
        of members: [String: ReadJSON],
        _ keywords: [String: ReadJSON],
        _ schema: ReadJSON,
        _ place: String,
        _ isClosed: Bool
    ) -> [String] {
        var faults: [String] = []
        for name in (keywords["required"]?.elements ?? []).compactMap(\.text) where members[name] == nil {
            faults.append("\(place)/\(name): it is missing")
        }
        if let least = keywords["minProperties"]?.number, members.count < least {
            faults.append("\(place): it has too few members")
        }
        let described = keywords["properties"]?.members ?? [:]
        for (name, value) in members {
            if let schema = described[name] {
                faults += self.faults(of: value, by: schema, at: "\(place)/\(name)", isClosed: isClosed)
            }
        }
        // What only refers to others or refines one leaves what else there is to them.
        guard keywords["type"] != nil || keywords["allOf"] != nil else { return faults }
        let others = members.filter { !names(in: schema).contains($0.key) }
        switch keywords["additionalProperties"] {
        case .flag(true): break
        case .flag(false): faults += others.keys.map { "\(place)/\($0): there is no such member" }
        case let schema?:
            for (name, value) in others {
                faults += self.faults(of: value, by: schema, at: "\(place)/\(name)", isClosed: isClosed)
            }
        case nil:
            if isClosed { faults += others.keys.map { "\(place)/\($0): it is not described" } }
        }
        return faults
    }

    /// The names of all members that a schema describes, also by what it refers to.
    private func names(in schema: ReadJSON) -> Set<String> {
        var names = Set((schema["properties"]?.members ?? [:]).keys)
        if let reference = schema["$ref"], let target = target(of: reference) {
            names.formUnion(self.names(in: target))
        }
        for part in schema["allOf"]?.elements ?? [] { names.formUnion(self.names(in: part)) }
        return names
    }
}
