/// Text in the quoted-printable encoding (RFC 2045 §6.7): ASCII, lines of at most 76 characters ended by CR LF.
enum QuotedPrintable {
    /// The text; its line breaks, of whatever kind, become CR LF, and it ends with one.
    static func encoded(_ text: String) -> String {
        var output: [UInt8] = []
        var line: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            defer { previous = byte }
            if byte == lineFeed || byte == carriageReturn {
                if byte == lineFeed, previous == carriageReturn { continue }
                end(&line, into: &output)
            } else {
                append(byte, to: &line, &output)
            }
        }
        if !line.isEmpty { end(&line, into: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    /// A byte as two capital hexadecimal digits.
    static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }

    /// RFC 2045 §6.7 (5), less the `=` of a soft line break.
    private static let maximumLine = 75
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    private static func append(_ byte: UInt8, to line: inout [UInt8], _ output: inout [UInt8]) {
        let written = isLiteral(byte, atStart: line.isEmpty) ? [byte] : escape(byte)
        if line.count + written.count > maximumLine {
            output += line + [UInt8(ascii: "="), carriageReturn, lineFeed]
            line = isLiteral(byte, atStart: true) ? [byte] : escape(byte)
        } else {
            line += written
        }
    }

    private static func end(_ line: inout [UInt8], into output: inout [UInt8]) {
        // White space at the end of a line is lost on the way (RFC 2045 §6.7 (3)); the soft break keeps it.
        if let last = line.last, last == 0x20 {
            line.removeLast()
            if line.count + 3 > maximumLine + 1 {
                output += line + [UInt8(ascii: "="), carriageReturn, lineFeed]
                line = []
            }
            line += escape(last)
        }
        output += line + [carriageReturn, lineFeed]
        line = []
    }

    /// What stands for itself.
    ///
    /// A dot or an F that begins a line could be taken for the end of a mail (RFC 5321 §4.5.2) or
    /// for a mailbox's "From ".
    private static func isLiteral(_ byte: UInt8, atStart: Bool) -> Bool {
        if atStart, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F") { return false }
        return (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=")
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        Array("=\(hexadecimal(byte))".utf8)
    }
}
