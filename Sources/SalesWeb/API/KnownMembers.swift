/// The members of bodies, of which every one is known: what is mistyped is told and not passed over.
extension Decoder {
    /// The members of an object.
    ///
    /// - Throws: `DecodingError` at the first member, in the order of their names, that none of the keys is.
    func members<Key: CodingKey & CaseIterable>(of keys: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let names = try container(keyedBy: AnyMember.self).allKeys.map(\.stringValue)
        if let unknown = names.filter({ Key(stringValue: $0) == nil }).min() {
            let known = Key.allCases.map(\.stringValue).sorted().joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: codingPath + [AnyMember(pointer: unknown)],
                    debugDescription: "There is no such member here. There are: \(known)."
                )
            )
        }
        return try container(keyedBy: keys)
    }
}

extension KeyedDecodingContainer {
    /// What a member becomes: nil where it is not there, so that it stays; a nil inside where it is null.
    func change<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value?? {
        guard contains(key) else { return nil }
        return .some(try decodeIfPresent(type, forKey: key))
    }
}

/// A member of any name.
private struct AnyMember: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }

    /// A name as a JSON pointer has it (RFC 6901 §3), cut where it is longer than any that means something.
    init(pointer name: String) {
        stringValue = String(name.prefix(Self.longestName)).replacing("~", with: "~0").replacing("/", with: "~1")
    }

    private static let longestName = 100
}
