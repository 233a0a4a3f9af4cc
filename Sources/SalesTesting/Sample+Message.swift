public import SalesCore

extension Sample {
    /// A message about a drop of the product of a number.
    public static func message(_ number: Int = 1, to recipient: User) -> Message {
        let digits = String(number, radix: 16)
        return Message(
            id: Alert.ID(rawValue: String(repeating: "0", count: max(0, 32 - digits.count)) + digits),
            recipient: recipient,
            subject: "Kettle \(number) is £39.99",
            text: "Kettle \(number) is £39.99 now; it was £49.99.",
            html: "<p>Kettle \(number) is £39.99 now; it was £49.99.</p>",
            short: "Kettle \(number): £39.99",
            facts: [facts(number)],
            createdAt: ManualClock.start
        )
    }

    /// What a message about a drop of the product of a number tells.
    public static func facts(_ number: Int = 1) -> Alert.Facts {
        Alert.Facts(
            kind: .drop,
            productName: "Kettle \(number)",
            url: url("https://\(host)/products/\(number)"),
            rule: .below(pounds(4_000)),
            reference: pounds(4_999),
            change: change(at: ManualClock.start)
        )
    }

    /// Texts that try to be more than text: fields, recipients, commands, markup, ends of messages.
    public static let hostileTexts = [
        "Kettle\r\nBcc: victim@example.org", "Kettle\nTo: victim@example.org\n\nbody", "Kettle\r\n.\r\nMAIL FROM:<a@b>",
        "Kettle\u{0}\u{1B}[2J\u{7}", "Kettle\u{2028}Bcc: x@example.org", "\"><script>alert(1)</script>",
        "--urgency=critical",
        "-i /etc/passwd", "$(touch x) `touch x` ; touch x | cat", "\",\"to\":\"victim@example.org",
        "{{7*7}} %0d%0aBcc:x",
        "=?utf-8?q?x=0d=0aBcc:_v@example.org?=", "\r", "\u{202E}gnp.elttek", String(repeating: "A", count: 5_000),
    ]
}
