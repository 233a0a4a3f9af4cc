import Foundation
import HTTPTypes
import SalesCore
import Testing

@testable import SalesWeb

/// Holds what the service answers to what its document says: every answer that the tests of the API get.
///
/// What the document leaves open for later, such as further members, is wrong here: it would not be described.
struct Conformance: Sendable {
    let document: ReadJSON
    let checker: SchemaChecker

    init(_ document: ReadJSON) {
        self.document = document
        checker = SchemaChecker(document)
    }

    /// The routes of a service that has all of them.
    static func routes() throws -> [Route] {
        let bench = WebBench()
        var parts = try bench.parts
        parts.feedback = NobodyReports()
        return WebService.routes(parts, bench.settings)
    }

    /// That of the service as it is; made once.
    static func shared() throws -> Conformance { try made.get() }

    private static let made = Result {
        let body = WebAnswer.json(OpenAPIDocument(try routes()).json).body
        return Conformance(try ReadJSON(parsing: String(decoding: body, as: UTF8.self)))
    }

    /// There is a route for reports where there is a reader.
    private struct NobodyReports: FeedbackReader {
        func feedback(body: [UInt8], contentType: String) async throws(FeedbackError) -> [Feedback] { [] }
    }

    /// Records what is not as the document says.
    static func expect(_ asked: Asked, _ answer: WebBench.Answer) throws {
        for fault in try shared().faults(asked, answer) {
            let what = "\(asked.method) \(asked.path) answered \(answer.status)"
            Issue.record("\(what): \(fault): \(answer.body.prefix(600))")
        }
    }
}

extension Conformance {
    /// What was asked for.
    struct Asked {
        let method: HTTPRequest.Method
        /// With the query.
        let path: String
        let fields: HTTPFields
        let body: String?
    }

    /// An operation of the document, and the values that a path has for its parameters.
    struct Found {
        let operation: ReadJSON
        let values: [String: String]
    }

    /// What is not as the document says; nothing for what it does not describe, such as pages.
    func faults(_ asked: Asked, _ answer: WebBench.Answer) -> [String] {
        // Browsers are shown pages, which are for nobody else.
        if asked.fields[.accept]?.contains("text/html") == true { return [] }
        guard let found = operation(asked) else { return otherFaults(of: answer) }
        guard var response = found.operation["responses"]?["\(answer.status)"] else {
            return ["the operation names no such status"]
        }
        if let reference = response["$ref"]?.text, let name = reference.split(separator: "/").last {
            guard let target = document["components"]?["responses"]?[String(name)] else {
                return ["\(reference) leads nowhere"]
            }
            response = target
        }
        var faults = fieldFaults(of: answer, by: response)
        if asked.method != .head { faults += bodyFaults(of: answer, by: response) }
        if (200..<300).contains(answer.status) { faults += askedFaults(asked, found) }
        return faults
    }

    /// The operation of a path: of several the one that has the fewest parameters.
    func operation(_ asked: Asked) -> Found? {
        let path = asked.path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        let method = asked.method == .head ? "get" : asked.method.rawValue.lowercased()
        var best: Found?
        for (template, methods) in document["paths"]?.members ?? [:] {
            let parts = template.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == path.count, let operation = methods[method] else { continue }
            var values: [String: String] = [:]
            let matches = zip(parts, path).allSatisfy { part, value in
                guard part.hasPrefix("{"), part.hasSuffix("}") else { return part == value }
                values[String(part.dropFirst().dropLast())] = String(value)
                return !value.isEmpty
            }
            if matches, best.map({ $0.values.count > values.count }) ?? true {
                best = Found(operation: operation, values: values)
            }
        }
        return best
    }

    /// Of what has no operation, what says that it is a problem is one.
    private func otherFaults(of answer: WebBench.Answer) -> [String] {
        guard answer.fields[.contentType] == "application/problem+json", !answer.body.isEmpty else { return [] }
        guard let value = try? ReadJSON(parsing: answer.body) else { return ["the body is no JSON"] }
        return checker.faults(of: value, by: ProblemSchema.any.read, isClosed: true)
    }

    private func fieldFaults(of answer: WebBench.Answer, by response: ReadJSON) -> [String] {
        (response["headers"]?.members ?? [:]).flatMap { name, described -> [String] in
            guard let field = HTTPField.Name(name) else { return ["\(name) is no field's name"] }
            guard let value = answer.fields[field] else {
                return described["required"] == .flag(true) ? ["the field \(name) is missing"] : []
            }
            return checker.faults(of: .string(value), by: described["schema"] ?? .null, at: name)
        }
    }

    private func bodyFaults(of answer: WebBench.Answer, by response: ReadJSON) -> [String] {
        guard let content = response["content"]?.members else {
            return answer.body.isEmpty ? [] : ["it has a body, and none is described"]
        }
        let type = Self.media(answer.fields)
        guard let type, let schema = content[type]?["schema"] else {
            return ["the type \(type ?? "none") is not described"]
        }
        guard type.hasSuffix("json") else { return checker.faults(of: .string(answer.body), by: schema) }
        guard let value = try? ReadJSON(parsing: answer.body) else { return ["the body is no JSON"] }
        return checker.faults(of: value, by: schema, isClosed: true)
    }

    private static func media(_ fields: HTTPFields) -> String? {
        fields[.contentType].map { String($0.prefix { $0 != ";" }).lowercased() }
    }
}

// MARK: - What was asked

extension Conformance {
    /// What a request that was done had that it may not have.
    private func askedFaults(_ asked: Asked, _ found: Found) -> [String] {
        let parameters = found.operation["parameters"]?.elements ?? []
        var faults: [String] = []
        for parameter in parameters where parameter["in"] == "path" {
            guard let name = parameter["name"]?.text, let schema = parameter["schema"] else { continue }
            faults += parameterFaults(of: found.values[name] ?? "", by: schema, name)
        }
        if asked.path.hasPrefix("/api/") { faults += queryFaults(asked, parameters) }
        guard let body = found.operation["requestBody"], let content = body["content"]?.members else { return faults }
        guard let text = asked.body else {
            return faults + (body["required"] == .flag(true) ? ["it was done without a body"] : [])
        }
        guard let type = Self.media(asked.fields), type.hasSuffix("json"), let schema = content[type]?["schema"] else {
            return faults
        }
        guard let value = try? ReadJSON(parsing: text) else { return faults + ["what was sent is no JSON"] }
        return faults + checker.faults(of: value, by: schema, at: "sent")
    }

    private func queryFaults(_ asked: Asked, _ parameters: [ReadJSON]) -> [String] {
        let query = asked.path.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        return query.split(separator: "&").flatMap { pair -> [String] in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(sides[0])
            let value = sides.count == 2 ? String(sides[1]).removingPercentEncoding ?? "" : ""
            let parameter = parameters.first { $0["in"] == "query" && $0["name"] == .string(name) }
            guard let schema = parameter?["schema"] else { return ["the parameter \(name) is not described"] }
            return parameterFaults(of: value, by: schema["items"] ?? schema, name)
        }
    }

    private func parameterFaults(of text: String, by schema: ReadJSON, _ name: String) -> [String] {
        var value = ReadJSON.string(text)
        if schema["type"] == "integer", let number = Int(text) { value = .whole(number) }
        return checker.faults(of: value, by: schema, at: name)
    }
}

extension Schema {
    /// The schema as a program reads it.
    var read: ReadJSON {
        let text = String(decoding: WebAnswer.json(json).body, as: UTF8.self)
        return (try? ReadJSON(parsing: text)) ?? .null
    }
}
