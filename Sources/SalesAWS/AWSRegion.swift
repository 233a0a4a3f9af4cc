/// A region of AWS, as it stands in host names and signatures.
public struct AWSRegion: Hashable, Sendable, CustomStringConvertible {
    /// Its name, such as `eu-central-1`.
    public let name: String

    /// The region of this name; nil where the text is no such name: small letters, digits and hyphens, at most
    /// ``maximumLength`` of them, beginning with a letter.
    public init?(_ name: String) {
        let bytes = Array(name.utf8)
        guard (1...Self.maximumLength).contains(bytes.count), let first = bytes.first, Self.isLetter(first),
            bytes.allSatisfy({ Self.isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }),
            bytes.last != UInt8(ascii: "-")
        else { return nil }
        self.name = name
    }

    /// What its host names end with; China's regions have a domain of their own
    /// (https://docs.aws.amazon.com/general/latest/gr/rande.html).
    public var domain: String { name.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com" }

    /// Its name.
    public var description: String { name }

    /// The longest name that is taken; those of today have at most 16 characters.
    public static let maximumLength = 32

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}
