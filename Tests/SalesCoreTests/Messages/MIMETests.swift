import SalesTesting
import Testing

@testable import SalesCore

@Suite("Mail addresses")
struct MailAddressTests {
    @Test(
        "are a dot-atom and a host name",
        arguments: [
            ("ann@example.org", "ann@example.org"), ("a.b+c_d-e@Example.ORG", "a.b+c_d-e@example.org"),
            ("o'neill@example.org", "o'neill@example.org"), ("ann@bücher.example", "ann@xn--bcher-kva.example"),
            ("root@localhost", "root@localhost"),
        ]
    )
    func valid(text: String, expected: String) throws {
        #expect(try MailAddress(text).address == expected)
    }

    @Test(
        "are nothing else",
        arguments: [
            "", "ann", "@example.org", "ann@", "ann@@example.org", "a@b@example.org", "ann@example.org.",
            ".ann@example.org",
            "ann.@example.org", "a..b@example.org", "\"ann\"@example.org", "\"a@b\"@example.org", "ann @example.org",
            "ann@ example.org", "ann@exam ple.org", "ann@[127.0.0.1]", "ann@127.0.0.1", "ann@127.1",
            "ann@example.org:25",
            "ann@example.org/x", "ann@example.org?x", "ann@example.org#x", "ann@exa%6dple.org", "änn@example.org",
            "ann(c)@example.org", "ann@example.org(c)", "ann,eve@example.org", "ann;eve@example.org",
            "<ann@example.org>",
            "ann\u{0}@example.org", "ann@example.org\r\n", "ann\n@example.org", "ann@example\u{85}.org",
            "ann@example\u{2028}.org", "ann@example.org\u{202E}", "e\u{301}@example.org", "@\u{301}example.org",
            String(repeating: "a", count: 65) + "@example.org", "a@" + String(repeating: "b.", count: 130) + "org",
        ]
    )
    func invalid(text: String) {
        #expect(throws: MailAddress.Invalid.self) { try MailAddress(text) }
    }

    @Test("of operators may come with a name")
    func mailbox() throws {
        let plain = try MailAddress(mailbox: "alerts@example.org")
        #expect(plain.name == nil)
        let named = try MailAddress(mailbox: "Sales, \"cheap\" <alerts@example.org>")
        #expect(named.name == "Sales, \"cheap\"" && named.address == "alerts@example.org")
        #expect(try MailAddress(mailbox: "\"Sales\r\nBcc: x\" <alerts@example.org>").name == "Sales Bcc: x")
        #expect(throws: MailAddress.Invalid.self) { try MailAddress(mailbox: "a <b@example.org> <c>") }
    }
}

@Suite("The MIME encodings")
struct MIMEEncodingTests {
    @Test(
        "quoted-printable keeps every text and line",
        arguments: [
            ("", ""), ("a", "a\r\n"), ("a\n", "a\r\n"), ("a\r\nb\rc\n\nd", "a\r\nb\r\nc\r\n\r\nd\r\n"),
            ("a=b", "a=3Db\r\n"), ("ß", "=C3=9F\r\n"), ("a \nb\t\n", "a=20\r\nb=09\r\n"), (".\n..", "=2E\r\n=2E.\r\n"),
            ("From x", "=46rom x\r\n"), ("a\u{0}b", "a=00b\r\n"), ("--=_x", "--=3D_x\r\n"),
        ]
    )
    func quotedPrintable(text: String, expected: String) {
        #expect(QuotedPrintable.encoded(text) == expected)
    }

    @Test("quoted-printable has no line of more than 76 characters, and none that ends with a space")
    func quotedPrintableLines() {
        for length in 70...80 {
            for letter in ["a", " ", "=", "ß", "."] {
                let encoded = QuotedPrintable.encoded(String(repeating: letter, count: length) + " \nx")
                for line in encoded.split(separator: "\r\n") {
                    #expect(line.utf8.count <= 76 && !line.hasSuffix(" "), "\(line)")
                }
            }
        }
    }

    @Test("an encoded word splits no character and fits its line")
    func encodedWords() {
        let field = MIMEField(name: .subject, text: String(repeating: "👩‍👩‍👧ßa", count: 60)).encoded
        #expect(field.hasSuffix("?=\r\n"))
        for line in field.split(separator: "\r\n") { #expect(line.utf8.count <= 76) }
        #expect(MIMEField(name: .subject, text: "plain").encoded == "Subject: plain\r\n")
        #expect(MIMEField(name: .subject, text: "a=?b").encoded.hasPrefix("Subject: =?utf-8?B?"))
        #expect(MIMEField(name: .subject, text: "a\r\nBcc: b").encoded == "Subject: a Bcc: b\r\n")
        #expect(MIMEField(name: .messageID, structured: "<a\r\nb>").encoded == "Message-ID: <a??b>\r\n")
    }

    @Test("dates are those of RFC 5322, whatever the moment")
    func dates() {
        #expect(MIMEDate.text(ManualClock.start) == "Sun, 01 Mar 2026 12:00:00 +0000")
        #expect(MIMEDate.text(Timestamp(milliseconds: .max)) == "Fri, 31 Dec 9999 00:00:00 +0000")
        #expect(MIMEDate.text(Timestamp(milliseconds: .min)).contains(" 0001 "))
    }

    @Test("an identifier becomes a dot-atom, and two become two")
    func tokens() {
        #expect(MIMEMessage.token("00ff-a") == "00ff-a")
        #expect(MIMEMessage.token("a>\r\n@b_") == "a_3E_0D_0A_40b_5F")
        #expect(MIMEMessage.token("") == "alert")
        #expect(MIMEMessage.token(String(repeating: "\n", count: 1_000)).utf8.count <= 200)
    }
}
