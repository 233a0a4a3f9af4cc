import Foundation

/// The fields of a control request, read one by one with a sentence for each thing that can be wrong.
struct ControlInput: Sendable {
    private let fields: [String: ControlValue]

    /// Reads a JSON object that has no other keys than `keys`; an empty body is an empty object.
    init(_ body: Data, keys: [String]) throws(ControlError) {
        guard !body.isEmpty else {
            fields = [:]
            return
        }
        guard let decoded = try? JSONDecoder().decode([String: ControlValue].self, from: body) else {
            throw ControlError("The body is not a JSON object; send one such as {\"price\":\"39.99\"}.")
        }
        if let unknown = decoded.keys.filter({ !keys.contains($0) }).min() {
            let known = keys.joined(separator: ", ")
            throw ControlError("There is no field \"\(unknown.prefix(40))\" here; the fields are \(known).")
        }
        fields = decoded
    }

    var isEmpty: Bool { fields.isEmpty }

    /// A text; nil where the field is absent or null.
    func text(_ key: String) throws(ControlError) -> String? {
        switch fields[key] {
        case nil, .null: nil
        case .text(let text): text
        default: throw ControlError("\"\(key)\" has to be a string in quotes.")
        }
    }

    /// A text that may be null on purpose: `.some(nil)` for null, nil where the field is absent.
    func nullableText(_ key: String) throws(ControlError) -> String?? {
        guard fields[key] != nil else { return nil }
        return .some(try text(key))
    }

    /// A whole number within `range`; nil where the field is absent or null.
    func whole(_ key: String, in range: ClosedRange<Int>) throws(ControlError) -> Int? {
        switch fields[key] {
        case nil, .null: return nil
        case .whole(let value) where range.contains(value): return value
        default:
            throw ControlError(
                "\"\(key)\" has to be a whole number from \(range.lowerBound) to \(range.upperBound), without quotes."
            )
        }
    }

    /// A text that can stand in an HTTP header.
    func headerText(_ key: String) throws(ControlError) -> String? {
        guard let value = try text(key) else { return nil }
        guard !value.isEmpty, value.utf8.count <= 500, value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw ControlError("\"\(key)\" has to be 1 to 500 printable ASCII characters.")
        }
        return value
    }

    /// One of an enumeration's names.
    func choice<Choice>(_ key: String, of type: Choice.Type) throws(ControlError) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let text = try text(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw ControlError("\"\(key)\" is \"\(text.prefix(40))\"; it has to be one of \(names).")
        }
        return choice
    }
}
