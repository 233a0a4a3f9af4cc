/// A text that means something to one of those that it passes on its way: SQL, a page, a file of rows, a path.
///
/// A store keeps each byte for byte, as it keeps any other text. They are not a list that somebody copied: each family
/// is made of a few parts, every one of which stands with every other, so that all runs have the same ones.
public struct InjectionText: Sendable, CustomStringConvertible {
    /// To whom the text means something.
    public enum Family: String, CaseIterable, Sendable {
        /// The end of a string of SQL, and what would come behind it.
        case sql
        /// What only one of the databases knows: other quotes, parameters, commands.
        case dialects
        /// The wildcards and the escapes of LIKE and GLOB.
        case patterns
        /// What queries of other kinds know: LDAP, XPath, documents.
        case queries
        /// Markup, and the ends of attributes.
        case html
        /// Entities and instructions of XML.
        case xml
        /// What templates fill in.
        case templates
        /// The ends of strings and objects of JSON.
        case json
        /// What spreadsheets calculate, and what separates fields.
        case csv
        /// The ends of lines, and further fields behind them.
        case headers
        /// Ways out of a folder.
        case paths
        /// What a shell runs.
        case shell
        /// What format strings and loggers fill in.
        case formats
        /// A NUL, which ends the strings of C.
        case nul
        /// Marks that combine, that turn the direction around, or that nobody sees.
        case marks
        /// Characters that look like others, or become others when they are brought to a normal form.
        case lookAlikes
        /// More than fits.
        case overlong
    }

    /// To whom it means something.
    public let family: Family
    /// The text itself.
    public let text: String

    /// All of them, more than 500, no two of the same bytes.
    public static let all = Family.allCases.flatMap { family in
        family.texts.map { InjectionText(family: family, text: $0) }
    }

    /// Some of each family, for what is asked often.
    ///
    /// - Parameter step: every how manieth is taken, beginning with the first of each family.
    public static func every(_ step: Int) -> [InjectionText] {
        Family.allCases.flatMap { family in
            family.texts.enumerated().filter { $0.offset.isMultiple(of: step) }
                .map { InjectionText(family: family, text: $0.element) }
        }
    }

    /// Whether a text that a store gave back is this one: byte for byte, with U+FFFD for each NUL at most, which the
    /// texts of databases cannot hold.
    public func isKept(as found: String?) -> Bool {
        guard let found else { return false }
        let marked = String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 })
        return found.utf8.elementsEqual(text.utf8) || found.utf8.elementsEqual(marked.utf8)
    }

    /// The family with the beginning of the text, as a failed test names it.
    public var description: String { "\(family.rawValue) \(String(text.prefix(60)).debugDescription)" }
}

extension InjectionText.Family {
    /// The texts of the family.
    fileprivate var texts: [String] {
        switch self {
        case .sql:
            Self.all(
                ["'", "\"", "')", "\\'", "1 "],
                [
                    " OR 1=1", "; DROP TABLE users", " UNION SELECT hash FROM sessions", " AND sleep(9)=0",
                    "; UPDATE users SET is_admin = 1", "; DELETE FROM products WHERE 'a'='a",
                ],
                ["--", "/*", ";"]
            )
        case .dialects:
            Self.all(
                ["", "x"],
                [
                    "$$; SELECT pg_sleep(9); $$", "$1::text", "?1", ":name", "@p", "`users`", "[users]", "E'\\x27'",
                    "U&'\\0027'", "\\i /etc/passwd", "||(SELECT version())", "; PRAGMA writable_schema = 1",
                    "; ATTACH 'x' AS y", "%'::regclass", "\\copy users", "; COMMIT; ",
                ]
            )
        case .patterns:
            Self.all(
                ["", "kettle", "100"],
                ["%", "_", "%%", "\\%", "[a-z]", "*", "?", "^$", ".*", "%_%", "\\"],
                ["", "x"]
            )
        case .queries:
            Self.all(
                ["", "ann"],
                [
                    "*)(uid=*", "' or '1'='1", "'] | //user['", "{\"$gt\": \"\"}", "{\"$where\": \"1\"}",
                    ")(|(password=*))", "count(//user)", "\u{1F}..\u{1E}",
                ]
            )
        case .html:
            Self.all(
                ["", "\">", "'>", "</title>"],
                [
                    "<script>x()</script>", "<img src=x onerror=x()>", "<svg/onload=x()>", "<a href=javascript:x()>",
                    "<!--", "<![CDATA[", " autofocus onfocus=x() y=", "&lt;b&gt;", "&#60;b&#62;", "<b\u{301}>",
                ]
            )
        case .xml:
            Self.all(
                ["", "]]>"],
                ["<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>", "&y;", "<?x y?>", "<x xmlns:y=\"z\"/>"]
            )
        case .templates:
            Self.all(["{{", "{{{", "${", "#{", "<%=", "{%", "{{>", "\\("], ["7*7", "email", "/x"], ["}}", "}", "%>"])
        case .json:
            Self.all(
                ["\"", "\\\"", "\\u0022", "}"],
                [",\"is_admin\":true", "}{", "]", ":null,\"x\":\"", "\\u0000", "\\ud800"]
            )
        case .csv:
            Self.all(
                ["=", "+", "-", "@", "\t=", "'="],
                ["cmd|' /C calc'!A0", "1+1", "HYPERLINK(\"http://x.example\")"]
            )
                + ["a,b", "a;b", "\"a\",\"b\"", "a\r\nb,c", "\"\"\"", "\u{FEFF}=1"]
        case .headers:
            Self.all(
                ["\r\n", "\n", "\r", "%0d%0a", "\u{85}", "\u{2028}", "\u{B}"],
                ["Set-Cookie: a=b", "Location: //x.example", "\r\n<b>", "Bcc: eve@example.org"]
            )
        case .paths:
            Self.all(
                ["../", "..\\", "%2e%2e%2f", "....//", "/", "file:///", "..%c0%af", "~/"],
                ["etc/passwd", "..", "prices.sqlite"]
            )
        case .shell:
            Self.all(["; ", "| ", "& ", "$(", "`", "\n"], ["touch x", "id)", "cat /etc/passwd`"])
        case .formats:
            Self.all(["%s", "%n", "%x%x", "%@", "{0}", "${jndi:ldap://x.example/}", "%1$s", "\\(1)"], ["", " %"])
        case .nul: Self.all(["", "a", "'"], ["\0", "\0\0", "\0' OR 1=1--"], ["", "b", ".png"])
        case .marks:
            Self.all(
                ["", "a", "'"],
                [
                    "\u{301}", "\u{202E}gnp", "\u{2066}x\u{2069}", "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{AD}",
                    "\u{34F}", "\u{E0001}", "e\u{301}\u{323}", "שלום", "\u{61C}",
                ]
            )
        case .lookAlikes:
            Self.all(
                ["＇", "ʼ", "＂", "﹤", "；", "ａｄｍｉｎ"],
                [" OR 1=1－－", "ſcript", "İ", "ﬁ", "\u{212A}", "\u{1D4D0}", "ß"]
            )
        case .overlong:
            ["A", "é", "😀", "\u{301}", "'"].flatMap { unit in
                [101, 257, 1_025, 2_049].map { String(repeating: unit, count: $0) }
            }
        }
    }

    /// Every part of each list with every part of the others.
    private static func all(_ lists: [String]...) -> [String] {
        lists.reduce([""]) { made, parts in made.flatMap { start in parts.map { start + $0 } } }
    }
}
