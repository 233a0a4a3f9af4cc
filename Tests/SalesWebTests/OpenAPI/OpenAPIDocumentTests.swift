import Foundation
import HTTPTypes
import PythonServers
import RunningPrograms
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The description of the API")
struct OpenAPIDocumentTests {
    @Test("has an operation for every route that programs ask for, with the parameters of its path")
    func complete() throws {
        let routes = try Conformance.routes()
        // The files that pages load are for browsers alone.
        for route in routes where route.kind == .api && !route.path.hasPrefix("/assets/") {
            let operation = try #require(route.operation, "\(route.method) \(route.path) describes no operation")
            let names = route.path.matches(of: /\{(\w+)\}/).map { String($0.output.1) }
            #expect(operation.path.map(\.name) == names, "\(route.path)")
            #expect(!operation.answers.isEmpty && !operation.summary.isEmpty, "\(operation.name)")
        }
        let names = routes.compactMap(\.operation?.name)
        #expect(Set(names).count == names.count)
        let paths = try Conformance.shared().document["paths"]?.members ?? [:]
        let described = paths.values.reduce(0) { $0 + $1.members.count }
        #expect(described == names.count)
    }

    @Test("is served to everybody, who may keep it and ask whether it still holds")
    func served() async throws {
        let bench = WebBench()
        let answer = try await bench.ask(.get, "/openapi.json")
        #expect(answer.status == 200 && answer.fields[.contentType] == "application/json")
        #expect(answer.fields[.cacheControl] == "public, max-age=3600")
        let document = try ReadJSON(parsing: answer.body)
        #expect(document["openapi"] == "3.1.0" && document["paths"]?["/openapi.json"]?["get"] != nil)
        let tag = try #require(answer.fields[.eTag])
        let again = try await bench.ask(.get, "/openapi.json", [.ifNoneMatch: tag])
        #expect(again.status == 304 && again.body.isEmpty)
    }

    @Test("holds for itself: every reference leads somewhere, and every example is as its schema says")
    func itself() throws {
        let conformance = try Conformance.shared()
        var examples = 0
        func look(at value: ReadJSON, _ place: String) {
            if let text = value["$ref"]?.text {
                let names = text.split(separator: "/").dropFirst()
                let target = names.reduce(conformance.document as ReadJSON?) { found, name in found?[String(name)] }
                #expect(target != nil, "\(place): \(text)")
            }
            for example in value["examples"]?.elements ?? [] {
                examples += 1
                let faults = conformance.checker.faults(of: example, by: value, at: place, isClosed: true)
                #expect(faults.isEmpty, "\(faults)")
            }
            for (name, member) in value.members where name != "examples" { look(at: member, "\(place)/\(name)") }
            for (index, element) in value.elements.enumerated() { look(at: element, "\(place)/\(index)") }
        }
        look(at: conformance.document, "")
        #expect(examples > 10)
    }

    @Test("says the same of what has the same name")
    func names() throws {
        var schemas: [String: Schema] = [:]
        for operation in try Conformance.routes().compactMap(\.operation) {
            var all = (operation.path + operation.query).map(\.schema)
            all += operation.answers.compactMap(\.schema)
            if let body = operation.body { all += body.types.values }
            for (name, schema) in all.flatMap(\.parts) {
                #expect(schemas[name] == nil || schemas[name] == schema, "\(name)")
                schemas[name] = schema
            }
        }
        #expect(schemas.count > 20)
    }

    @Test("names every kind of problem that there is in the program")
    func problems() throws {
        var kinds: Set<String> = []
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/SalesWeb")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /static let \w+ = Self\("([a-z-]+)", \.\w+, "/) {
                kinds.insert(String(match.output.1))
            }
        }
        #expect(kinds.count > 20 && kinds == Set(Problem.Kind.all.map(\.name)))
    }

    @Test("is one that other programs take for a description", .timeLimit(.minutes(15)))
    func valid() async throws {
        let bench = WebBench()
        let file = FileManager.default.temporaryDirectory.appending(path: "openapi-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(try await bench.ask(.get, "/openapi.json").body.utf8).write(to: file)
        let run = try await PythonScript.run("Tests/Servers/openapi_check.py", [file.path])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
}
