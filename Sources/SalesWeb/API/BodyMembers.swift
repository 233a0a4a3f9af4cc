import SalesCore

/// The members of a JSON body, read one by one, so that all that is wrong with them is said at once.
///
/// What is read is nil where the body has no such member, and an inner nil where it is `null`; what is of another type
/// counts as not there and is a fault.
struct BodyMembers {
    private let values: [String: Value]
    private let path: String
    /// What is wrong so far.
    private(set) var faults: [Problem.Fault] = []

    /// The members of a request's body.
    ///
    /// - Parameter known: all that there may be; others are faults, so that nobody wonders why one did nothing.
    /// - Throws: As for ``WebRequest/body(as:)``.
    init(of request: WebRequest, known: [String]) async throws {
        self.init(try await request.body(as: [String: Value].self), at: "", known: known)
    }

    private init(_ values: [String: Value], at path: String, known: [String]) {
        self.values = values
        self.path = path
        let unknown = values.keys.filter { !known.contains($0) }.sorted().prefix(Self.mostUnknown)
        faults = unknown.map { name in
            Problem.Fault(
                at: pointer(name),
                detail: "There is no such member; there are \(known.joined(separator: ", "))."
            )
        }
    }

    /// The text of a member.
    mutating func text(_ name: String) -> String?? {
        switch values[name] {
        case nil: return nil
        case .null: return .some(nil)
        case .text(let text): return text
        default:
            fault(name, "This is a text.")
            return nil
        }
    }

    /// The whole number of a member.
    mutating func number(_ name: String) -> Int?? {
        switch values[name] {
        case nil: return nil
        case .null: return .some(nil)
        case .number(let number): return number
        default:
            fault(name, "This is a whole number.")
            return nil
        }
    }

    /// What is read from the members of a member.
    ///
    /// - Parameter read: reads them; nil where they make nothing, which it has said then.
    mutating func members<Read>(
        _ name: String,
        known: [String],
        read: (inout BodyMembers) -> Read?
    ) -> Read?? {
        switch values[name] {
        case nil: return nil
        case .null: return .some(nil)
        case .members(let values):
            var members = BodyMembers(values, at: pointer(name), known: known)
            let value = read(&members)
            faults += members.faults
            // What could not be read has its fault, and is not taken for null.
            return value.map { .some($0) }
        default:
            fault(name, "This has members: \(known.joined(separator: ", ")).")
            return nil
        }
    }

    /// Says what is wrong with a member.
    mutating func fault(_ name: String, _ detail: String) {
        faults.append(Problem.Fault(at: pointer(name), detail: detail))
    }

    /// - Throws: `invalid`, with all that is wrong.
    func check() throws(Problem) {
        guard faults.isEmpty else { throw .wrongBody(faults) }
    }

    /// A member as a JSON pointer (RFC 6901 §3); names that somebody made up are cut and harmless.
    private func pointer(_ name: String) -> String {
        let name = ForeignText.line(name, limit: Self.longestName)
        return path + "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    private static let mostUnknown = 10
    private static let longestName = 100

    /// A value as JSON has it.
    private enum Value: Decodable, Sendable {
        case null
        case text(String)
        case number(Int)
        case members([String: Value])
        /// What no member here is: a fraction, a list, true or false.
        case other

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else if let members = try? value.decode([String: Value].self) {
                self = .members(members)
            } else {
                self = .other
            }
        }
    }
}

extension Problem {
    /// What is said of members of a body that cannot be used.
    static func wrongBody(_ faults: [Fault]) -> Problem {
        Problem(.invalid, "Something in the body is wrong.", faults: faults)
    }
}
