internal import Foundation
internal import SalesCore

/// The body of SendEmail.
///
/// Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html.
struct SESRequest: Encodable {
    private let fromEmailAddress: String
    private let destination: [String: [String]]
    private let content: [String: [String: String]]
    private let emailTags: [[String: String]]
    private let configurationSetName: String?

    private enum CodingKeys: String, CodingKey {
        case fromEmailAddress = "FromEmailAddress"
        case destination = "Destination"
        case content = "Content"
        case emailTags = "EmailTags"
        case configurationSetName = "ConfigurationSetName"
    }

    init(sender: String, recipient: String, mail: [UInt8], tag: (String, String), configurationSet: String?) {
        fromEmailAddress = sender
        destination = ["ToAddresses": [recipient]]
        content = ["Raw": ["Data": Data(mail).base64EncodedString()]]
        emailTags = [["Name": tag.0, "Value": tag.1]]
        configurationSetName = configurationSet
    }

    /// The object as UTF-8, keys in alphabetical order.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}

/// The body of SendEmail's answer.
struct SESReply: Decodable {
    private let messageID: String

    private enum CodingKeys: String, CodingKey {
        case messageID = "MessageId"
    }

    /// SES's name for the mail, in one line; nil where there is none.
    static func messageID(_ body: [UInt8]) -> String? {
        guard let reply = try? JSONDecoder().decode(SESReply.self, from: Data(body)) else { return nil }
        let id = ForeignText.line(reply.messageID, limit: maximumID)
        return id.isEmpty ? nil : id
    }

    /// The characters of a name that are kept; those of today have 60.
    private static let maximumID = 200
}
