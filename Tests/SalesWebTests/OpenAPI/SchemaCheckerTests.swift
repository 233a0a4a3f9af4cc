import Testing

@testable import SalesWeb

@Suite("The checker of answers")
struct SchemaCheckerTests {
    private static func faults(of value: String, by schema: String) throws -> [String] {
        let document = """
            {"components": {"schemas": {"Money": {
                "type": "object", "properties": {"amount": {"type": "string"}}, "required": ["amount"]
            }}}}
            """
        return SchemaChecker(try ReadJSON(parsing: document))
            .faults(of: try ReadJSON(parsing: value), by: try ReadJSON(parsing: schema), isClosed: true)
    }

    @Test(
        "finds what is not as a schema says",
        arguments: [
            (#"{"type": "string"}"#, "1"), (#"{"type": ["string", "null"]}"#, "true"), (#"{"type": "integer"}"#, "1.5"),
            (#"{"type": "integer", "minimum": 2}"#, "1"), (#"{"type": "number", "maximum": 2}"#, "2.5"),
            (#"{"type": "string", "enum": ["a"]}"#, #""b""#), (#"{"type": "string", "minLength": 1}"#, #""""#),
            (#"{"type": "string", "maxLength": 1}"#, #""ab""#), (#"{"type": "string", "pattern": "^a$"}"#, #""b""#),
            (#"{"type": "string", "format": "date-time"}"#, #""2026-11-24""#),
            (#"{"type": "string", "format": "hostname"}"#, #""a""#), (#"{"type": "string", "const": "a"}"#, #""a""#),
            (#"{"type": "array", "items": {"type": "string"}}"#, "[1]"),
            (#"{"type": "array", "maxItems": 1}"#, "[1, 2]"),
            (#"{"type": "array", "uniqueItems": true}"#, "[1, 1]"), (#"{"type": "object", "required": ["a"]}"#, "{}"),
            (#"{"type": "object", "minProperties": 1}"#, "{}"), (#"{"type": "object"}"#, #"{"a": 1}"#),
            (#"{"type": "object", "properties": {"a": {"type": "string"}}}"#, #"{"a": 1}"#),
            (#"{"type": "object", "additionalProperties": {"type": "string"}}"#, #"{"a": 1}"#),
            (##"{"$ref": "#/components/schemas/Money"}"##, "{}"), (##"{"$ref": "#/components/schemas/No"}"##, "{}"),
            (##"{"$ref": "#/components/schemas/Money"}"##, #"{"amount": "1", "more": 1}"#),
            (##"{"anyOf": [{"$ref": "#/components/schemas/Money"}, {"type": "null"}]}"##, "1"),
            (
                ##"{"allOf": [{"$ref": "#/components/schemas/Money"}, {"properties": {"b": {"enum": [1]}}}]}"##,
                #"{"amount": "1", "b": 2}"#
            ),
            (##"{"allOf": [{"$ref": "#/components/schemas/Money"}]}"##, #"{"amount": "1", "b": 2}"#),
        ] as [(String, String)]
    )
    func wrong(schema: String, value: String) throws {
        let faults = try Self.faults(of: value, by: schema)
        #expect(faults.count == 1, "\(faults)")
    }

    @Test(
        "lets through what is",
        arguments: [
            (#"{"type": ["string", "null"], "enum": ["a", null]}"#, "null"), (#"{"type": "integer"}"#, "1.0"),
            (#"{"type": "number", "minimum": 0}"#, "0"),
            (#"{"type": "object", "additionalProperties": true}"#, #"{"a": 1}"#),
            (#"{"type": "string", "format": "date-time"}"#, #""2026-11-24T10:15:30.250Z""#),
            (##"{"$ref": "#/components/schemas/Money"}"##, #"{"amount": "1"}"#),
            (##"{"anyOf": [{"$ref": "#/components/schemas/Money"}, {"type": "null"}]}"##, "null"),
            (
                ##"{"allOf": [{"$ref": "#/components/schemas/Money"}, {"properties": {"b": {"enum": [1]}}}]}"##,
                #"{"amount": "1", "b": 1}"#
            ),
        ] as [(String, String)]
    )
    func right(schema: String, value: String) throws {
        let faults = try Self.faults(of: value, by: schema)
        #expect(faults.isEmpty, "\(faults)")
    }
}
