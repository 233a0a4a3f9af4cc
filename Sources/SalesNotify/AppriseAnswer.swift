internal import Foundation

/// What the Apprise API answers in JSON: an error, and what it noted while it told.
struct AppriseAnswer: Decodable {
    private var error: String?
    /// Level, time and words of each note.
    private var details: [[String]]?

    /// Reads an answer; nil where it is none of the API's.
    init?(json: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
        self = answer
    }

    /// Whether a service took the message: each says so with a note that begins this way.
    var hasSent: Bool { notes.contains { $0.hasPrefix("Sent ") } }

    /// For people.
    var words: String? {
        let words = ([error].compactMap(\.self) + notes).joined(separator: "; ")
        return words.isEmpty ? nil : words
    }

    private var notes: [String] { (details ?? []).compactMap { $0.count == 3 ? $0[2] : nil } }
}
