internal import Foundation

/// Text as encoded words in UTF-8 and base64, folded (RFC 2047).
enum EncodedWord {
    /// The text as encoded words, each on a line of its own of at most ``MIMEField/maximumLine`` characters.
    ///
    /// - Parameter column: How many characters stand on the first line already.
    static func encoded(_ text: String, column: Int) -> String {
        var words: [String] = []
        var chunk: [UInt8] = []
        var room = bytes(fitting: MIMEField.maximumLine - column)
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            // A character is never split between two words (RFC 2047 §5, at its end).
            if chunk.count + bytes.count > room, !chunk.isEmpty {
                words.append(word(chunk))
                chunk = []
                room = Self.bytes(fitting: MIMEField.maximumLine - 1)
            }
            chunk += bytes
        }
        words.append(word(chunk))
        return words.joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String {
        start + Data(bytes).base64EncodedString() + end
    }

    /// How many bytes an encoded word of this many characters holds; at least one character's.
    private static func bytes(fitting characters: Int) -> Int {
        max(4, (min(characters, maximumWord) - start.utf8.count - end.utf8.count) / 4 * 3)
    }

    private static let start = "=?utf-8?B?"
    private static let end = "?="
    /// RFC 2047 §2.
    private static let maximumWord = 75
}
