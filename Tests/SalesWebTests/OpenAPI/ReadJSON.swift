import Foundation

/// A value as JSON has it, its whole numbers apart from others.
enum ReadJSON: Decodable, Hashable, Sendable {
    case null
    case flag(Bool)
    case whole(Int)
    case fraction(Double)
    case string(String)
    case array([ReadJSON])
    case object([String: ReadJSON])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Int.self) {
            self = .whole(number)
        } else if let number = try? value.decode(Double.self) {
            self = .fraction(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let list = try? value.decode([ReadJSON].self) {
            self = .array(list)
        } else {
            self = .object(try value.decode([String: ReadJSON].self))
        }
    }

    /// The value of a text.
    init(parsing text: String) throws {
        self = try JSONDecoder().decode(ReadJSON.self, from: Data(text.utf8))
    }

    /// The member of this name; nil where there is none.
    subscript(name: String) -> ReadJSON? { members[name] }

    /// The members; none of what is no object.
    var members: [String: ReadJSON] { if case .object(let members) = self { members } else { [:] } }

    /// The elements; none of what is no list.
    var elements: [ReadJSON] { if case .array(let elements) = self { elements } else { [] } }

    /// The text; nil of what is none.
    var text: String? { if case .string(let text) = self { text } else { nil } }

    /// The whole number; nil of what is none.
    var number: Int? { if case .whole(let number) = self { number } else { nil } }
}

extension ReadJSON: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .string(value) }
}
