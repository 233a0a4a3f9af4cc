/// Puts the records of a normalised store in the places that refer to them: `{"price": {"__ref": "Price:7"}}`.
///
/// Apollo and Relay keep every record once, by its key, and everything else points there.
struct StateReferences {
    private let records: [String: LooseJSON]

    /// Nil where nothing in a value refers to anything.
    init?(_ value: LooseJSON) {
        guard Self.refers(value, depth: 0) else { return nil }
        var records: [String: LooseJSON] = [:]
        Self.collect(value, depth: 0, &records)
        self.records = records
    }

    private static func refers(_ value: LooseJSON, depth: Int) -> Bool {
        guard depth < maximumSearch else { return false }
        if case .array(let values) = value {
            return values.contains { $0.isContainer && refers($0, depth: depth + 1) }
        }
        return value.members.contains { $0.name == name || $0.value.isContainer && refers($0.value, depth: depth + 1) }
    }

    private static func collect(_ value: LooseJSON, depth: Int, _ records: inout [String: LooseJSON]) {
        guard depth < maximumSearch, records.count < EmbeddedState.maximumObjects else { return }
        if case .array(let values) = value {
            for value in values where value.isContainer { collect(value, depth: depth + 1, &records) }
            return
        }
        for member in value.members where member.value.isContainer {
            if member.value.isObject, member.value[name] == nil, records[member.name] == nil {
                records[member.name] = member.value
            }
            collect(member.value, depth: depth + 1, &records)
        }
    }

    /// A value with the records put in to a small depth: they may lead to each other.
    func filled(_ value: LooseJSON) -> LooseJSON {
        var room = Self.maximumFilled
        return filled(value, depth: 0, &room)
    }

    private func filled(_ value: LooseJSON, depth: Int, _ room: inout Int) -> LooseJSON {
        guard case .object(let members) = value, depth < Self.maximumDepth, room > 0 else { return value }
        room -= 1
        if let key = value[Self.name]?.text {
            return records[key].map { filled($0, depth: depth + 1, &room) } ?? .null
        }
        var found: [LooseJSON.Member] = []
        room -= members.count
        for member in members.prefix(Self.maximumMembers) {
            let inner = member.value.isObject ? filled(member.value, depth: depth + 1, &room) : member.value
            found.append(LooseJSON.Member(name: member.name, value: inner))
        }
        return .object(found)
    }

    private static let name = "__ref"
    /// How deep in a value its records are looked for.
    private static let maximumSearch = 8
    /// How deep records are put in: a product, its price, and an object in that.
    private static let maximumDepth = 6
    /// The most members of one object that are put in, and of all.
    private static let maximumMembers = 200
    private static let maximumFilled = 5_000
}
