/// A topic of Amazon SNS by its ARN.
public struct SNSTopic: Hashable, Sendable, CustomStringConvertible {
    /// The ARN as given.
    public let arn: String
    /// The region that it is in.
    public let region: AWSRegion

    /// The topic of an ARN, `arn:PARTITION:sns:REGION:ACCOUNT:NAME`; nil where the text has another form.
    public init?(arn: String) {
        guard arn.utf8.count <= Self.maximumLength else { return nil }
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", Self.partitions.contains(String(parts[1])), parts[2] == "sns",
            let region = AWSRegion(String(parts[3])),
            parts[4].utf8.count == 12, parts[4].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            !parts[5].isEmpty, parts[5].utf8.allSatisfy(Self.isNameByte)
        else { return nil }
        self.arn = arn
        self.region = region
    }

    /// The ARN.
    public var description: String { arn }

    /// The host that SNS answers and keeps its certificates at.
    var host: String { "sns.\(region.name).\(region.domain)" }

    private static let maximumLength = 512
    private static let partitions: Set = ["aws", "aws-cn", "aws-us-gov"]

    /// https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html; the dot is that of `.fifo`.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
