import Foundation
import HTTPTypes
import SalesCore
import SalesCurl

/// A session of the W3C's WebDriver protocol (w3.org/TR/webdriver2): JSON over HTTP to a driver of one's own machine.
struct WebDriver: Sendable {
    /// What the driver would not do.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    private let client: CurlHTTPClient
    private let base: String

    /// A client of the driver on a port.
    init(port: Int) {
        client = CurlHTTPClient(
            engine: CurlEngine(policy: .trusted),
            options: CurlOptions(contact: "tests@example.org")
        )
        base = "http://127.0.0.1:\(port)"
    }

    /// Posts a command and answers its value.
    ///
    /// - Throws: ``Refusal`` with what the driver said.
    @discardableResult
    func command(_ path: String, _ members: [String: JSONValue] = [:]) async throws -> JSONValue {
        let body = Array(try JSONEncoder().encode(JSONValue.object(members)))
        let fields: HTTPFields = [.contentType: "application/json; charset=utf-8"]
        return try Self.value(
            try await client.post(body, to: try PageURL(base + path), fields: fields, limits: Self.limits),
            path
        )
    }

    /// Asks for a value.
    func value(_ path: String) async throws -> JSONValue {
        try Self.value(try await client.get(try PageURL(base + path), limits: Self.limits), path)
    }

    private static func value(_ response: FetchResponse, _ path: String) throws -> JSONValue {
        let answer = try JSONDecoder().decode([String: JSONValue].self, from: Data(response.body))
        guard response.status == .ok else {
            throw Refusal(description: "\(path): \(answer["value"]?["message"]?.text ?? "\(response.status)")")
        }
        return answer["value"] ?? .null
    }

    /// A page may take a while to load, and a picture of it has megabytes.
    private static let limits: FetchLimits = {
        var limits = FetchLimits(bodyBytes: 32 << 20, fieldBytes: 64 << 10, redirects: 0)
        limits.deadline = .seconds(60)
        return limits
    }()
}

/// A value of JSON.
public enum JSONValue: Codable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Reads any value.
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try? value.decode([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    /// Writes it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    /// The text; nil for what is no text.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The member of a name; nil where there is none.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }
}
