internal import Foundation
internal import SalesCore

/// What an ntfy server answers: the message as it is kept, or an error.
struct NtfyAnswer: Decodable {
    /// The server's name for the message, as it came.
    var id: String?
    /// What is wrong.
    var error: String?
    /// Which error it is, more exactly than the status says: 42908 is the day's quota.
    var code: Int?

    /// Reads an answer; nil where it is none of ntfy's.
    init?(json: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
        self = answer
    }

    /// The server's name for the message in one line; nil where there is none.
    var reference: String? {
        let line = ForeignText.line(id ?? "", limit: Self.maximumID)
        return line.isEmpty ? nil : line
    }

    /// The characters of a name that are kept; those of today have 12.
    private static let maximumID = 200

    /// For people.
    var words: String? {
        if let error { return code.map { "\(error), error \($0)" } ?? error }
        return id.map { "message \($0)" }
    }
}
