import Foundation
import Testing

/// What a program that has ended left behind.
struct ProgramRun: Sendable {
    /// The exit code; the negative number of the signal where one ended it.
    let status: Int32
    /// Standard output.
    let output: String
    /// Standard error.
    let errors: String

    /// Standard output as the one JSON document that it has to be.
    func json<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder.snakeCase.decode(type, from: Data(output.utf8))
    }

    /// Standard output as JSON lines, every one of which has to be a document.
    func jsonLines<Value: Decodable>(as type: Value.Type = Value.self) throws -> [Value] {
        try output.split(separator: "\n").map { try JSONDecoder.snakeCase.decode(type, from: Data($0.utf8)) }
    }
}

extension JSONDecoder {
    /// Reads what salesctl writes.
    static var snakeCase: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}

/// What the tests read of an amount in JSON.
struct AmountRecord: Decodable, Equatable {
    let amount: String
    let currency: String?
}

/// What the tests read of a product in JSON.
struct ProductRecord: Decodable {
    struct Rule: Decodable {
        let text: String
        let words: String
    }

    let id: Int
    let url: String
    let name: String
    let price: AmountRecord?
    let availability: String
    let isPaused: Bool
    let interval: String?
    let coolDown: String?
    let isInDigest: Bool
    let outcome: String?
    let rule: Rule?
}

/// What the tests read of an outcome in JSON.
struct OutcomeRecord: Decodable {
    let outcome: String
    let reason: String?
    let price: AmountRecord?
    let retryAfterSeconds: Int?
}
