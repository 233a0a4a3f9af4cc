import SalesCore
import SalesTesting

/// Texts that try to be more than text in a mail: 252 of them, each piece in each place.
enum HostileTexts {
    static let all: [String] = pieces.flatMap { piece in
        places.map { $0.replacing("@@", with: piece) }
    }

    private static let places = ["@@", "Kettle@@", "@@Kettle", "Ket@@tle@@", "Käffchen @@ ☕", "@@\r\n\r\n@@"]

    private static let pieces = [
        "\r", "\n", "\r\n", "\n\r", "\r\r\n", "\u{0}", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}", "\u{1B}[2J",
        "\n.\n", "\r\n.\r\n", "\r.\r", "\n.\r\n", ".\r\nMAIL FROM:<eve@evil.example>\r\n",
        "\r\nBcc: eve@evil.example", "\nBcc: eve@evil.example\n\n", "\r\n Bcc: eve@evil.example",
        "\u{2028}Bcc: eve@evil.example", "\u{85}Cc: eve@evil.example", "\r\nContent-Type: text/html\r\n\r\n<b>",
        "\"eve@evil.example\"@example.org", "\"a\\\r\nRCPT TO:<eve@evil.example>\"@example.org",
        "ann@example.org, eve@evil.example", "<eve@evil.example>", "friends: ann@example.org, eve@evil.example;",
        "(comment) eve@evil.example", "=?utf-8?q?x=0d=0aBcc:_eve@evil.example?=", "=?utf-8?B?DQpCY2M6IGV2ZQ==?=",
        "=?=?=?", "--=_sales-tracker_alternative--", "\r\n--=_sales-tracker_alternative\r\n", "=3D=\r\n",
        String(repeating: "W", count: 1_200), String(repeating: "ß", count: 900), String(repeating: "👩‍👩‍👧", count: 200),
        "\u{202E}gnp.elttek", "\u{2066}x\u{2069}\u{200F}", "<script>alert(1)</script>", "\nFrom eve@evil.example\n",
    ]

    /// A message that has a text wherever one can stand, as if the writer had let everything through.
    static func message(_ text: String) -> Message {
        var message = Sample.message(to: Sample.user(1))
        message.recipient.firstName = text
        message.recipient.lastName = text
        message.facts[0].productName = text
        if let url = try? PageURL("https://shop.example/\(text)") { message.facts[0].url = url }
        message.subject = text
        message.text = text
        message.html = text
        message.short = text
        return message
    }
}
