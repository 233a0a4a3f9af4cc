/// State that is written as one array, in which objects and arrays hold the places of their values, as Nuxt 3 does.
///
/// Source: <https://github.com/sveltejs/devalue>.
struct FlatState {
    private let values: [LooseJSON]

    /// Nil where the value has another form: the first element holds places alone, and there are others.
    init?(_ value: LooseJSON) {
        guard case .array(let values) = value, values.count > 2, let first = values.first, first.isContainer,
            values.contains(where: { !$0.isContainer && $0 != .null })
        else { return nil }
        let places: [LooseJSON] =
            switch first {
            case .object(let members): members.map(\.value)
            case .array(let elements) where Self.isWrapper(elements): Array(elements.dropFirst())
            default: []
            }
        guard !places.isEmpty, places.allSatisfy({ Self.place($0).map(values.indices.contains) ?? false }) else {
            return nil
        }
        self.values = values
    }

    /// The objects with their places, their values put in to a small depth: no object is followed more than that, for they
    /// may lead to each other.
    var objects: [(place: Int, object: LooseJSON)] {
        var room = Self.maximumValues
        var objects: [(Int, LooseJSON)] = []
        for (place, value) in values.enumerated() where value.isObject && room > 0 {
            objects.append((place, filled(value, depth: 0, &room)))
        }
        return objects
    }

    private func filled(_ value: LooseJSON, depth: Int, _ room: inout Int) -> LooseJSON {
        room -= 1
        switch value {
        case .object(let members):
            guard depth < Self.maximumDepth else { return .null }
            var found: [LooseJSON.Member] = []
            for member in members where room > 0 {
                guard let place = Self.place(member.value), values.indices.contains(place) else { continue }
                found.append(LooseJSON.Member(name: member.name, value: filled(values[place], depth: depth + 1, &room)))
            }
            return .object(found)
        case .array(let elements):
            guard Self.isWrapper(elements), depth < Self.maximumDepth, let place = Self.place(elements[1]),
                values.indices.contains(place)
            else { return .null }
            return filled(values[place], depth: depth + 1, &room)
        default: return value
        }
    }

    /// Whether an array names the kind of the one value behind it: `["Reactive", 1]`.
    private static func isWrapper(_ elements: [LooseJSON]) -> Bool {
        guard elements.count == 2, case .string(let kind) = elements[0] else { return false }
        return kind.hasSuffix("Reactive") || kind.hasSuffix("Ref")
    }

    private static func place(_ value: LooseJSON) -> Int? {
        if case .number(let text) = value { Int(text) } else { nil }
    }

    /// How deep values are put in: a product, its price, and an object in that.
    private static let maximumDepth = 3
    /// The most values that are put in.
    private static let maximumValues = 100_000
}
