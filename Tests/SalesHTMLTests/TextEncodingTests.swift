import SalesHTML
import Testing

@Suite("Encodings")
struct TextEncodingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var header: String?
        var bytes: [UInt8]
        var encoding: TextEncoding
        var basis: EncodingDecision.Basis
        var contains: String
        var isContested = false

        var testDescription: String { name }
    }

    private static func ascii(_ text: String, _ tail: [UInt8] = []) -> [UInt8] { Array(text.utf8) + tail }
    private static func utf16(_ text: String, big: Bool) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let high = UInt8(unit >> 8)
            let low = UInt8(unit & 0xFF)
            return big ? [high, low] : [low, high]
        }
    }

    static let cases: [Case] = [
        Case(name: "plain ASCII", bytes: ascii("<p>$5"), encoding: .utf8, basis: .bytes, contains: "$5"),
        Case(name: "UTF-8 undeclared", bytes: ascii("<p>£5 €6"), encoding: .utf8, basis: .bytes, contains: "£5 €6"),
        Case(
            name: "Latin-1 £ undeclared",
            bytes: [0xA3, 0x35],
            encoding: .windows1252,
            basis: .fallback,
            contains: "£5"
        ),
        Case(
            name: "0x80 undeclared is the euro",
            bytes: [0x80, 0x35],
            encoding: .windows1252,
            basis: .fallback,
            contains: "€5"
        ),
        Case(
            name: "header latin1",
            header: "ISO-8859-1",
            bytes: [0xA3, 0x35, 0x80],
            encoding: .windows1252,
            basis: .header,
            contains: "£5€"
        ),
        Case(
            name: "header UTF-8, bytes are not",
            header: "utf-8",
            bytes: [0xA3, 0x35],
            encoding: .utf8,
            basis: .header,
            contains: "\u{FFFD}5"
        ),
        Case(
            name: "BOM beats header",
            header: "iso-8859-1",
            bytes: [0xEF, 0xBB, 0xBF] + ascii("£5"),
            encoding: .utf8,
            basis: .byteOrderMark,
            contains: "£5",
            isContested: true
        ),
        Case(
            name: "UTF-16LE BOM",
            bytes: [0xFF, 0xFE] + utf16("<p>£5", big: false),
            encoding: .utf16LE,
            basis: .byteOrderMark,
            contains: "<p>£5"
        ),
        Case(
            name: "UTF-16BE BOM",
            header: "utf-8",
            bytes: [0xFE, 0xFF] + utf16("<p>£5", big: true),
            encoding: .utf16BE,
            basis: .byteOrderMark,
            contains: "<p>£5",
            isContested: true
        ),
        Case(
            name: "UTF-16LE without BOM",
            bytes: utf16("<html><p>£5", big: false),
            encoding: .utf16LE,
            basis: .bytes,
            contains: "£5"
        ),
        Case(
            name: "UTF-16BE without BOM, header lies",
            header: "utf-8",
            bytes: utf16("<html><p>£5", big: true),
            encoding: .utf16BE,
            basis: .bytes,
            contains: "£5",
            isContested: true
        ),
        Case(
            name: "header UTF-16 is a lie",
            header: "utf-16",
            bytes: ascii("<html><p>£5"),
            encoding: .utf8,
            basis: .bytes,
            contains: "£5",
            isContested: true
        ),
        Case(
            name: "header beats meta",
            header: "windows-1251",
            bytes: ascii("<meta charset=iso-8859-7>", [0xF0]),
            encoding: .windows1251,
            basis: .header,
            contains: "р",
            isContested: true
        ),
        Case(
            name: "meta charset",
            bytes: ascii("<meta charset='windows-1251'>", [0xD6, 0xE5, 0xED, 0xE0]),
            encoding: .windows1251,
            basis: .meta,
            contains: "Цена"
        ),
        Case(
            name: "meta http-equiv",
            bytes: ascii("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=koi8-r'>", [0xC1]),
            encoding: .koi8R,
            basis: .meta,
            contains: "а"
        ),
        Case(
            name: "meta http-equiv of another kind",
            bytes: ascii("<meta http-equiv=refresh content='charset=koi8-r'>", [0xA3]),
            encoding: .windows1252,
            basis: .fallback,
            contains: "£"
        ),
        Case(
            name: "meta in a comment does not count",
            bytes: ascii("<!-- <meta charset=koi8-r> -->", [0xA3]),
            encoding: .windows1252,
            basis: .fallback,
            contains: "£"
        ),
        Case(
            name: "meta UTF-16 means UTF-8",
            bytes: ascii("<meta charset=utf-16>£5"),
            encoding: .utf8,
            basis: .meta,
            contains: "£5"
        ),
        Case(
            name: "meta after 1,024 bytes does not count",
            bytes: ascii(String(repeating: " ", count: 1_024) + "<meta charset=koi8-r>", [0xA3]),
            encoding: .windows1252,
            basis: .fallback,
            contains: "£"
        ),
        Case(
            name: "header latin1 but UTF-8 bytes",
            header: "latin1",
            bytes: ascii("<p>€5"),
            encoding: .utf8,
            basis: .bytes,
            contains: "€5",
            isContested: true
        ),
        Case(
            name: "header iso-8859-15, meta and bytes UTF-8",
            header: "iso-8859-15",
            bytes: ascii("<meta charset=utf-8>€5"),
            encoding: .utf8,
            basis: .bytes,
            contains: "€5",
            isContested: true
        ),
        Case(
            name: "iso-8859-15 euro",
            header: "iso-8859-15",
            bytes: [0xA4, 0x35],
            encoding: .iso8859Part15,
            basis: .header,
            contains: "€5"
        ),
        Case(
            name: "UTF-7 is no encoding of the web",
            header: "utf-7",
            bytes: ascii("+AKM-5"),
            encoding: .utf8,
            basis: .bytes,
            contains: "+AKM-5"
        ),
        Case(
            name: "unknown label falls through to meta",
            header: "bogus",
            bytes: ascii("<meta charset=shift_jis>", [0x89, 0x7E]),
            encoding: .shiftJIS,
            basis: .meta,
            contains: "円"
        ),
        Case(
            name: "Shift_JIS of Windows",
            header: "Shift_JIS",
            bytes: [0x87, 0x40, 0x5C],
            encoding: .shiftJIS,
            basis: .header,
            contains: "①\\"
        ),
        Case(name: "EUC-JP", header: "euc-jp", bytes: [0xB1, 0xDF], encoding: .eucJP, basis: .header, contains: "円"),
        Case(
            name: "ISO-2022-JP",
            header: "iso-2022-jp",
            bytes: [0x1B, 0x24, 0x42, 0x31, 0x5F, 0x1B, 0x28, 0x42, 0x35],
            encoding: .iso2022JP,
            basis: .header,
            contains: "円5"
        ),
        Case(
            name: "GB2312 means GBK",
            header: "gb2312",
            bytes: [0xD4, 0xAA, 0x80],
            encoding: .gbk,
            basis: .header,
            contains: "元"
        ),
        Case(name: "Big5", header: "big5", bytes: [0xA4, 0xB8], encoding: .big5, basis: .header, contains: "元"),
        Case(
            name: "EUC-KR",
            header: "ks_c_5601-1987",
            bytes: [0xBF, 0xF8],
            encoding: .eucKR,
            basis: .header,
            contains: "원"
        ),
        Case(
            name: "windows-1250",
            header: "cp1250",
            bytes: [0x4B, 0xE8],
            encoding: .windows1250,
            basis: .header,
            contains: "Kč"
        ),
        Case(
            name: "iso-8859-2",
            header: "latin2",
            bytes: [0x7A, 0xB3],
            encoding: .iso8859Part2,
            basis: .header,
            contains: "zł"
        ),
        Case(
            name: "iso-8859-9 means windows-1254",
            header: "iso-8859-9",
            bytes: [0x80, 0xFE],
            encoding: .windows1254,
            basis: .header,
            contains: "€ş"
        ),
        Case(
            name: "classic Mac euro",
            header: "macintosh",
            bytes: [0xDB, 0xA3],
            encoding: .macintosh,
            basis: .header,
            contains: "€£"
        ),
        Case(
            name: "windows-1255 sheqel",
            header: "windows-1255",
            bytes: [0xA4],
            encoding: .windows1255,
            basis: .header,
            contains: "₪"
        ),
        Case(
            name: "broken Shift_JIS goes on",
            header: "shift_jis",
            bytes: [0x89, 0x7E, 0xFF, 0x35, 0x89],
            encoding: .shiftJIS,
            basis: .header,
            contains: "円\u{FFFD}5\u{FFFD}"
        ),
        Case(
            name: "UTF-8 cut inside a character",
            bytes: ascii("<p>£5 €").dropLast(),
            encoding: .utf8,
            basis: .bytes,
            contains: "£5 \u{FFFD}"
        ),
        Case(
            name: "hidden markup is not decoded",
            header: "iso-2022-kr",
            bytes: ascii("<p>5"),
            encoding: .replacement,
            basis: .header,
            contains: "\u{FFFD}"
        ),
    ]

    @Test("an encoding is decided by mark, header, meta and bytes, and text comes out right", arguments: cases)
    func decides(_ example: Case) throws {
        let source = try HTMLSource(example.bytes, charset: example.header)
        #expect(source.decision.encoding == example.encoding)
        #expect(source.decision.basis == example.basis)
        #expect(source.decision.isContested == example.isContested)
        #expect(source.text.contains(example.contains), "\(source.text)")
        #expect(!source.text.hasPrefix("\u{FEFF}"))
    }

    @Test("every encoding has a label, its own name is one, and it decodes any bytes", arguments: TextEncoding.allCases)
    func labels(_ encoding: TextEncoding) {
        #expect(TextEncoding(label: " \(encoding.rawValue.uppercased())\n") == encoding)
        let all = (0...255).map { UInt8($0) }
        let text = encoding.decode(all)
        #expect(text.utf8.count <= all.count * 3)
        guard encoding != .replacement, encoding != .utf16BE, encoding != .utf16LE, encoding != .iso2022JP else {
            return
        }
        #expect(text.contains("<=>?"))
    }

    @Test(
        "a charset is found in the header's value as servers write it",
        arguments: [
            ("text/html; charset=utf-8", "utf-8"), ("text/html;charset=\"UTF-8\"", "UTF-8"),
            ("text/html; Charset = 'x'; a=b", "x"),
            ("text/html charset=utf-8 foo", "utf-8"), ("text/html", nil), ("text/html; charset=", nil),
            ("charset charset=a", "a"),
            ("text/html; charset=utf-8, text/html", "utf-8"),
        ] as [(String, String?)]
    )
    func contentType(value: String, label: String?) {
        #expect(EncodingDecision.charset(inContentType: value) == label)
    }

    @Test(
        "references are decoded as browsers decode them",
        arguments: [
            ("&pound;5", "£5"), ("&pound5", "£5"), ("&#163;", "£"), ("&#xA3;", "£"), ("&#XA3", "£"), ("&#128;", "€"),
            ("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"), ("&#99999999999999999999;", "\u{FFFD}"), ("&#;", "&#;"),
            ("&#x;", "&#x;"),
            ("&amp;lt;", "&lt;"), ("&nope;", "&nope;"), ("&", "&"), ("a&b", "a&b"), ("&euro;", "€"),
            ("&euro5", "&euro5"), ("&nbsp;", "\u{A0}"),
            ("&dollar;&comma;&period;", "$,."), ("&notit;", "¬it;"), ("&apos;", "'"), ("&yen;&cent;", "¥¢"),
            ("&&amp;&", "&&&"),
        ]
    )
    func references(text: String, expected: String) {
        #expect(HTMLEntities.decode(text) == expected)
    }
}
