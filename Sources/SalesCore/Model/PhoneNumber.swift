/// A telephone number in the one form that carriers take (ITU-T E.164): `+`, then 2 to 15 digits, the first not zero.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// The number.
    public let text: String

    /// The number of a text; nil where it has another form.
    ///
    /// Nothing is taken away or added, as that would be guessing.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "+"), (3...16).contains(bytes.count), bytes[1] != UInt8(ascii: "0"),
            bytes.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
    }

    /// The number.
    public var description: String { text }
}
