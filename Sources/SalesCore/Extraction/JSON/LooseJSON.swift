/// A JSON value as pages carry it: numbers stay the exact text of the page, members stay in their order.
///
/// No number ever becomes a Double, for a price would lose its cents.
indirect enum LooseJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number as it is written, for example `1299.00`.
    case number(String)
    case string(String)
    case array([LooseJSON])
    case object([Member])

    /// One member of an object.
    struct Member: Hashable, Sendable {
        let name: String
        let value: LooseJSON

        /// The name as paths show it: a long one is cut, for it would stand in the path of everything inside it.
        var step: String {
            name.utf8.count <= Self.longestStep
                ? name : String(decoding: name.utf8.prefix(Self.longestStep), as: UTF8.self) + "…"
        }

        /// The most of a name that stands in a path, in bytes.
        static let longestStep = 60
    }

    /// The value of the first member of this name; nil for anything but an object that has it.
    subscript(_ name: String) -> LooseJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The value of the first member that is there and not null, in the order asked for.
    func first(of names: [String]) -> (name: String, value: LooseJSON)? {
        guard case .object(let members) = self else { return nil }
        for name in names {
            if let found = members.first(where: { $0.name == name }), found.value != .null {
                return (name, found.value)
            }
        }
        return nil
    }

    /// The members of an object; none for anything else.
    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The text of a string or number; nil for anything else.
    var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    /// The elements of an array, nothing for null, the value itself for anything else: schema.org lets one stand for many.
    var list: [LooseJSON] {
        switch self {
        case .array(let values): values
        case .null: []
        default: [self]
        }
    }

    /// Whether it is an object or an array.
    var isContainer: Bool {
        switch self {
        case .object, .array: true
        default: false
        }
    }

    /// Whether it is an object.
    var isObject: Bool {
        if case .object = self { true } else { false }
    }
}
