/// What a JSON value must be (JSON Schema 2020-12), with the named schemas that it refers to.
///
/// Pure. Answers may get further members one day, so that their objects are open; bodies are closed, since a member
/// that does nothing is a mistake.
struct Schema: Hashable, Sendable {
    /// The keywords of the schema.
    private(set) var keywords: [String: JSONValue]
    /// The named schemas that it refers to, and those that these refer to.
    private(set) var parts: [String: Schema]

    private init(_ keywords: [String: JSONValue], parts: [String: Schema] = [:]) {
        self.keywords = keywords
        self.parts = parts
    }

    /// The schema as a document has it.
    var json: JSONValue { .members(keywords) }

    /// One member of an object.
    struct Member: Hashable, Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool

        /// A member that is always there.
        static func must(_ name: String, _ schema: Schema) -> Member {
            Member(name: name, schema: schema, isRequired: true)
        }

        /// A member that is there where there is something to say.
        static func may(_ name: String, _ schema: Schema) -> Member {
            Member(name: name, schema: schema, isRequired: false)
        }
    }
}

// MARK: - Kinds of values

extension Schema {
    /// True or false.
    static let flag = Schema(["type": "boolean"])

    /// An object whose members are described elsewhere.
    static let anything = Schema(["type": "object", "additionalProperties": true])

    /// A text of so many characters, which JSON Schema counts in Unicode scalars.
    static func text(
        _ lengths: ClosedRange<Int>? = nil,
        pattern: String? = nil,
        format: String? = nil
    ) -> Schema {
        var keywords: [String: JSONValue] = ["type": "string"]
        if let lengths {
            if lengths.lowerBound > 0 { keywords["minLength"] = .number(lengths.lowerBound) }
            keywords["maxLength"] = .number(lengths.upperBound)
        }
        if let pattern { keywords["pattern"] = .text(pattern) }
        if let format { keywords["format"] = .text(format) }
        return Schema(keywords)
    }

    /// One of several words.
    static func words(_ words: [String]) -> Schema {
        Schema(["type": "string", "enum": .list(words.map { .text($0) })])
    }

    /// One of the words that a type has.
    static func words<Words: RawRepresentable & CaseIterable>(_ type: Words.Type) -> Schema
    where Words.RawValue == String { words(type.allCases.map(\.rawValue)) }

    /// A whole number of at least so much.
    static func whole(from least: Int = 0) -> Schema {
        Schema(["type": "integer", "format": "int64", "minimum": .number(least)])
    }

    /// A whole number within a range.
    static func whole(_ range: ClosedRange<Int>) -> Schema {
        Schema([
            "type": "integer", "format": "int64", "minimum": .number(range.lowerBound),
            "maximum": .number(range.upperBound),
        ])
    }

    /// A number, which may have a fraction, of at least nothing.
    static let amount = Schema(["type": "number", "minimum": 0])

    /// A list of values that are alike.
    static func list(_ element: Schema, atMost: Int? = nil, isSet: Bool = false) -> Schema {
        var keywords: [String: JSONValue] = ["type": "array", "items": element.json]
        if let atMost { keywords["maxItems"] = .number(atMost) }
        if isSet { keywords["uniqueItems"] = true }
        return Schema(keywords, parts: element.parts)
    }

    /// An object of members whose names are not known before, and whose values are alike.
    static func table(_ value: Schema) -> Schema {
        Schema(["type": "object", "additionalProperties": value.json], parts: value.parts)
    }

    /// An object of an answer.
    static func object(_ members: [Member]) -> Schema { object(members, isClosed: false, least: 0) }

    /// An object of a body.
    ///
    /// - Parameter least: how many members it has at least.
    static func body(_ members: [Member], least: Int = 0) -> Schema { object(members, isClosed: true, least: least) }

    private static func object(_ members: [Member], isClosed: Bool, least: Int) -> Schema {
        var properties: [String: JSONValue] = [:]
        var parts: [String: Schema] = [:]
        for member in members {
            properties[member.name] = member.schema.json
            parts.merge(member.schema.parts) { first, _ in first }
        }
        var keywords: [String: JSONValue] = ["type": "object", "properties": .members(properties)]
        let required = members.filter(\.isRequired).map(\.name).sorted()
        if !required.isEmpty { keywords["required"] = .list(required.map { .text($0) }) }
        if isClosed { keywords["additionalProperties"] = false }
        if least > 0 { keywords["minProperties"] = .number(least) }
        return Schema(keywords, parts: parts)
    }

    /// What a schema of the document's components says.
    static func named(_ name: String, _ schema: Schema) -> Schema {
        var parts = schema.parts
        parts[name] = schema
        return Schema(["$ref": .text("#/components/schemas/\(name)")], parts: parts)
    }

    /// What all of several schemas say.
    static func all(of schemas: [Schema]) -> Schema {
        let parts = schemas.reduce(into: [String: Schema]()) { $0.merge($1.parts) { first, _ in first } }
        return Schema(["allOf": .list(schemas.map(\.json))], parts: parts)
    }

    /// Members of an object that another schema describes further.
    static func refining(_ members: [String: Schema]) -> Schema {
        let parts = members.values.reduce(into: [String: Schema]()) { $0.merge($1.parts) { first, _ in first } }
        return Schema(["properties": .members(members.mapValues(\.json))], parts: parts)
    }
}

// MARK: - Changes of a schema

extension Schema {
    /// The same, or null.
    var orNull: Schema {
        var schema = self
        if case .text(let type)? = keywords["type"] {
            schema.keywords["type"] = .list([.text(type), "null"])
            if case .list(let words)? = keywords["enum"] { schema.keywords["enum"] = .list(words + [.null]) }
        } else {
            schema.keywords = ["anyOf": .list([json, ["type": "null"]])]
        }
        return schema
    }

    /// The same with a sentence about it.
    func about(_ words: String) -> Schema { adding("description", .text(words)) }

    /// The same with a value that it allows.
    func example(_ value: JSONValue) -> Schema { adding("examples", .list([value])) }

    private func adding(_ keyword: String, _ value: JSONValue) -> Schema {
        var schema = self
        schema.keywords[keyword] = value
        return schema
    }
}
