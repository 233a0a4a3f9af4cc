internal import HTTPTypes
import SalesCore

/// The description of the API, made from its routes (OpenAPI 3.1).
///
/// Pure: what a route says of itself, and what follows from what it is.
struct OpenAPIDocument: Sendable {
    private let operations: [(route: Route, operation: APIOperation)]

    /// The description of routes; those that describe no operation are for browsers, and left out.
    init(_ routes: [Route]) {
        operations = routes.compactMap { route in route.operation.map { (route: route, operation: $0) } }
    }

    /// The whole document.
    var json: JSONValue {
        var parts: [String: Schema] = [:]
        var problems: [String: JSONValue] = [:]
        var paths: [String: [String: JSONValue]] = [:]
        for (route, operation) in operations {
            for schema in Self.schemas(of: operation) + [ProblemSchema.any] {
                parts.merge(schema.parts) { first, _ in first }
            }
            var described = Self.description(of: route, operation)
            var responses = Self.responses(of: route, operation)
            for answer in ProblemAnswer.all(of: route, operation) {
                problems[answer.name] = answer.json
                responses["\(answer.status)"] = ["$ref": .text("#/components/responses/\(answer.name)")]
            }
            described["responses"] = .members(responses)
            paths[route.path, default: [:]][route.method.rawValue.lowercased()] = .members(described)
        }
        let components: [String: JSONValue] = [
            "schemas": .members(parts.mapValues(\.json)), "responses": .members(problems),
            "securitySchemes": Self.securitySchemes,
        ]
        let whole: [String: JSONValue] = [
            "openapi": "3.1.0", "info": Self.info, "servers": [["url": "/"]], "tags": Self.tags,
            "paths": .members(paths.mapValues { .members($0) }), "components": .members(components),
        ]
        return .members(whole)
    }

    private static let info: JSONValue = [
        "title": "Sales Tracker", "version": "1",
        "summary": "Products, what they cost, and who is told when that changes.",
        "description": .text(introduction),
    ]

    private static let tags = JSONValue.list(
        APIOperation.Group.allCases.map { group in
            ["name": .text(group.rawValue), "description": .text(group.words)]
        }
    )

    private static func schemas(of operation: APIOperation) -> [Schema] {
        var schemas = operation.path.map(\.schema)
        schemas += operation.query.map(\.schema)
        if let body = operation.body { schemas += body.types.values }
        schemas += operation.answers.compactMap(\.schema)
        return schemas
    }
}

// MARK: - Operations

extension OpenAPIDocument {
    /// An operation without its answers.
    private static func description(of route: Route, _ operation: APIOperation) -> [String: JSONValue] {
        var described: [String: JSONValue] = [
            "operationId": .text(operation.name), "tags": [.text(operation.group.rawValue)],
            "summary": .text(operation.summary), "security": security(of: route),
        ]
        if let detail = operation.detail { described["description"] = .text(detail) }
        var parameters = operation.path.map { parameter($0, in: "path", isRequired: true) }
        parameters += operation.query.map { parameter($0, in: "query", isRequired: false) }
        parameters += APIOperation.commonFields(of: route).map { parameter($0, in: "header", isRequired: false) }
        if !parameters.isEmpty { described["parameters"] = .list(parameters) }
        if let body = operation.body {
            described["requestBody"] = [
                "required": .flag(body.isRequired),
                "content": .members(body.types.mapValues { ["schema": $0.json] }),
            ]
        }
        return described
    }

    private static func parameter(_ parameter: APIParameter, in place: String, isRequired: Bool) -> JSONValue {
        var described: [String: JSONValue] = [
            "name": .text(parameter.name), "in": .text(place), "description": .text(parameter.words),
            "required": .flag(isRequired), "schema": parameter.schema.json,
        ]
        if parameter.isRepeated {
            described["schema"] = Schema.list(parameter.schema, atMost: WebRequest.maximumValues).json
            described["style"] = "form"
            described["explode"] = true
        }
        return .members(described)
    }

    /// Who may ask: in OpenAPI 3.1 the roles of a scheme that has no scopes of its own are named with it.
    private static func security(of route: Route) -> JSONValue {
        guard let scope = route.scope else { return [] }
        let roles = JSONValue.list([.text(scope.rawValue)])
        return [["token": roles], ["cookie": roles]]
    }

    private static func responses(of route: Route, _ operation: APIOperation) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for answer in operation.answers {
            var described: [String: JSONValue] = ["description": .text(answer.words)]
            if let type = answer.type, let schema = answer.schema {
                described["content"] = .members([type: ["schema": schema.json]])
            }
            var fields = headers(answer.fields, isRequired: true)
            if route.isTagged { fields.merge(headers([APIField.eTag], isRequired: true)) { first, _ in first } }
            if route.takesKeys { fields.merge(headers([APIField.replayed], isRequired: false)) { first, _ in first } }
            if !fields.isEmpty { described["headers"] = .members(fields) }
            responses["\(answer.status)"] = .members(described)
        }
        if route.isTagged {
            responses["304"] = [
                "description": "The client has the answer already.",
                "headers": .members(headers([APIField.eTag], isRequired: true)),
            ]
        }
        return responses
    }

    fileprivate static func headers(_ fields: [APIParameter], isRequired: Bool) -> [String: JSONValue] {
        Dictionary(
            fields.map { field in
                (
                    field.name,
                    [
                        "description": .text(field.words), "required": .flag(isRequired),
                        "schema": field.schema.json,
                    ] as JSONValue
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static let securitySchemes: JSONValue = [
        "token": [
            "type": "http", "scheme": "bearer",
            "description": """
            The secret of a session or API token, for programs. Its scope is read (see what is one's own), write \
            (change it, too) or admin (do what needs an admin, too, for those who are one).
            """,
        ],
        "cookie": [
            "type": "apiKey", "in": "cookie", "name": "__Host-sales",
            "description": "A browser's session, with what its page may do; it is called sales where there is no TLS.",
        ],
    ]

    private static let introduction = """
        The API of one installation. Errors are problems of RFC 9457, whose type says which kind of failure it is and \
        never changes. Lists come in pages: where there is a next, it is given as after. Moments are RFC 3339 in UTC, \
        amounts are decimal strings with an ISO 4217 currency. Answers may get further members; a body with members \
        that are not named here is refused, and so is a query with other parameters.
        """
}

/// The problems that an operation answers with one status.
struct ProblemAnswer: Sendable {
    let status: Int
    private let kinds: [Problem.Kind]

    /// All of an operation, those of its own among them.
    static func all(of route: Route, _ operation: APIOperation) -> [ProblemAnswer] {
        let kinds = Set(APIOperation.commonProblems(of: route) + operation.problems)
        return Dictionary(grouping: kinds) { $0.status.code }.map { status, kinds in
            ProblemAnswer(status: status, kinds: kinds.sorted { $0.name < $1.name })
        }
    }

    /// What it is called among the components of the document: the status and the kinds.
    var name: String { (["\(status)"] + kinds.map(\.name)).joined(separator: ".") }

    var json: JSONValue {
        let fields = APIField.ofProblem(status)
        var described: [String: JSONValue] = [
            "description": .text(kinds.map { $0.title + "." }.joined(separator: " ")),
            "content": ["application/problem+json": ["schema": ProblemSchema.of(kinds, status: status).json]],
        ]
        let headers = OpenAPIDocument.headers(fields.always, isRequired: true)
            .merging(OpenAPIDocument.headers(fields.sometimes, isRequired: false)) { first, _ in first }
        if !headers.isEmpty { described["headers"] = .members(headers) }
        return .members(described)
    }
}
