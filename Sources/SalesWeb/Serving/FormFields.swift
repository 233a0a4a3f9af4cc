import Foundation

/// What a page's form sent: names and values in the order of the form; a name may come more than once.
///
/// Pure: application/x-www-form-urlencoded of the WHATWG's URL standard, of UTF-8 only.
struct FormFields: Sendable {
    private let fields: [(name: String, value: String)]

    /// The fields of a body; nil where they are more than ``maximumCount`` or not UTF-8.
    init?(_ body: [UInt8]) {
        var fields: [(name: String, value: String)] = []
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard fields.count < Self.maximumCount, let name = Self.text(parts[0]),
                let value = Self.text(parts.count == 2 ? parts[1] : [])
            else { return nil }
            fields.append((name, value))
        }
        self.fields = fields
    }

    /// The first value of a name; nil where the form has none.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The value of a name without blanks around it; nil where the form has none, or an empty one.
    func filled(_ name: String) -> String? {
        guard let value = self[name]?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty else {
            return nil
        }
        return value
    }

    /// All values of a name: the boxes that are ticked.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The most fields that a form has: a page of products with a box each, and some more.
    static let maximumCount = 300

    private static func text(_ escaped: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = escaped
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                // What is no escape stands for itself (URL standard, percent-decode).
                if rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                    bytes.append(value)
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
