import HTTPTypes
import SalesCore
import SalesTesting

@testable import SalesWeb

/// One place of the API where somebody may write a text, as its description has it.
struct InjectionParameter: Sendable, CustomStringConvertible {
    /// Where in a request it stands.
    enum Place: Sendable {
        case path(String)
        case query(String)
        /// A member of the body, and those that it is within, outermost first; of a list of texts the only one.
        case body([String], isList: Bool)
    }

    let method: HTTPRequest.Method
    let path: String
    let place: Place
    /// Whether any text may stand there, and not only words, numbers or texts of a pattern.
    let isOpen: Bool

    var description: String { "\(method) \(path) \(place)" }

    /// All that the description of the API names, in its order.
    static func all() throws -> [InjectionParameter] {
        let document = try Conformance.shared().document
        return try Conformance.routes().filter(\.isForPrograms).flatMap { route -> [InjectionParameter] in
            guard let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()] else { return [] }
            func parameter(_ place: Place, _ schema: ReadJSON?) -> InjectionParameter {
                InjectionParameter(
                    method: route.method,
                    path: route.path,
                    place: place,
                    isOpen: schema.map(isOpen) ?? false
                )
            }
            let named = (operation["parameters"]?.elements ?? []).compactMap { described -> InjectionParameter? in
                guard let name = described["name"]?.text else { return nil }
                let schema = described["schema"]
                switch described["in"]?.text {
                case "path": return parameter(.path(name), schema)
                case "query": return parameter(.query(name), schema?["items"] ?? schema)
                default: return nil
                }
            }
            let body = operation["requestBody"]?["content"]?["application/json"]?["schema"]
            return named + (body.map { members($0).map { parameter($0.place, $0.schema) } } ?? [])
        }
    }

    /// The members of a body in which texts stand, within others, too.
    private static func members(_ schema: ReadJSON, within: [String] = []) -> [(place: Place, schema: ReadJSON)] {
        (schema["properties"]?.members ?? [:]).sorted { $0.key < $1.key }.flatMap {
            name,
            member -> [(place: Place, schema: ReadJSON)] in
            let path = within + [name]
            let types = member["type"]?.text.map { [$0] } ?? member["type"]?.elements.compactMap(\.text) ?? []
            if types.contains("string") { return [(Place.body(path, isList: false), member)] }
            if types.contains("array"), let items = member["items"], items["type"] == "string" {
                return [(Place.body(path, isList: true), items)]
            }
            return members(member, within: path)
        }
    }

    private static func isOpen(_ schema: ReadJSON) -> Bool {
        let types = schema["type"]?.text.map { [$0] } ?? schema["type"]?.elements.compactMap(\.text) ?? []
        return types.contains("string") && schema["enum"] == nil && schema["pattern"] == nil
    }
}

// MARK: - Requests

extension InjectionParameter {
    /// What is asked to bring a text there: the path with the query, and the body.
    func request(_ text: String) throws -> (path: String, body: String?) {
        var path = self.path
        var members = Self.others["\(method.rawValue) \(path)"] ?? [:]
        switch place {
        case .path(let name): path = path.replacing("{\(name)}", with: InjectionBench.escaped(text))
        case .query(let name): path += "?\(name)=" + InjectionBench.escaped(text)
        case .body(let names, let isList):
            // A link's secret stands alone.
            if names == ["secret"] { members = [:] }
            var value = try InjectionBench.json(text)
            if isList { value = "[\(value)]" }
            for name in names.dropFirst().reversed() { value = "{\"\(name)\": \(value)}" }
            members[names[0]] = value
        }
        // What else stands in the path is the first product, which is there.
        path = path.replacing(/\{\w+\}/, with: "1")
        guard method != .get else { return (path, nil) }
        let body = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        return (path, "{\(body)}")
    }

    /// What stands beside the text, so that it is the only thing that is odd of a request: members by their names.
    private static let others: [String: [String: String]] = [
        "POST /api/v1/sign-ups": ["email": known],
        "POST /api/v1/verifications": ["code": "\"12345678\"", "email": known],
        "POST /api/v1/sign-ins": ["email": known],
        "POST /api/v1/sessions": ["code": "\"12345678\"", "email": known],
        "POST /api/v1/tokens": ["label": "\"x\""],
        "POST /api/v1/subscriptions": ["url": kettle],
        "POST /api/v1/extractions": ["url": kettle],
        "POST /api/v1/products/{id}/rule-previews": ["rule": "{\"text\": \"any drop\"}"],
        "POST /api/v1/admin/users": ["email": known],
        "PATCH /api/v1/admin/users/{id}": ["is_admin": "true"],
    ]

    private static let known = "\"\(InjectionBench.bystander)\""
    private static let kettle = "\"\(ShopPage.kettle)\""
}
