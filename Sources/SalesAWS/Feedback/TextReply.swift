internal import SalesCore

/// A text message that somebody sent back (two-way SMS).
///
/// Source: https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html.
struct TextReply: Decodable {
    private let originationNumber: String
    private let messageBody: String

    /// Who asks to stop; nobody where the text says anything else.
    func feedback(_ reference: String) -> [Feedback] {
        guard let number = PhoneNumber(originationNumber), Self.isStop(messageBody) else { return [] }
        return [Feedback(kind: .stop, channel: .sms, address: number.text, reference: reference)]
    }

    /// Whether the whole text is one of the words that carriers take for a wish to stop.
    static func isStop(_ text: String) -> Bool {
        guard text.utf8.count <= longestStop else { return false }
        let word = text.uppercased().filter { !$0.isWhitespace && !$0.isPunctuation || $0 == "-" }
        return words.contains(word)
    }

    private static let longestStop = 100
    /// https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html.
    private static let words: Set = [
        "ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "STOP", "STOPALL", "TD", "UNSUBSCRIBE",
    ]
}
