internal import Foundation

/// JSON for programs: keys in snake case and in a fixed order, amounts as decimal strings, times in ISO 8601.
package enum ProgramJSON {
    /// The text of a value.
    ///
    /// - Throws: what encoding it throws; a number that JSON does not have.
    package static func text(_ value: some Encodable, isPretty: Bool = true) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting =
            isPretty ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
