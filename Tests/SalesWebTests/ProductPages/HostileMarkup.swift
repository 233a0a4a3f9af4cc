@testable import SalesWeb

/// Texts of shops and people that would be markup, or the end of an attribute, where they are not escaped (H6).
///
/// Whatever would come to life in them is called `q91`.
enum HostileMarkup {
    /// What would do something.
    private static let vectors = [
        "<q91>", "<script>q91on()</script>", "<img src=x q91on=1>", "<svg q91on=1>", "<iframe q91on=1>",
        "<style>@import 'q91'</style>", "<q91on x=y", "<a href=javascript:q91on()>q91</a>", "<!--q91",
        "<![CDATA[q91", "{{q91}}", "{{{q91}}}", "{{> q91}}", "javascript:q91on()", "&lt;q91&gt;", "&#60;q91&#62;",
        "\\u003cq91>",
        "q92 q91on=1 autofocus", "expression(q91)", "<?q91", "<math><q91>", "<q91\u{301}>", "\u{FF1C}q91>",
        "<\u{200B}q91>", "%3Cq91%3E",
    ]

    /// What would let it out of where it stands.
    private static let exits = ["", "\"", "'", "\"\u{301}>"]

    /// All of them, a hundred.
    static let all = exits.flatMap { exit in vectors.map { exit + $0 } }

    /// Whether something of them is alive in a page: a tag, or what stands behind the end of an attribute.
    static func isAlive(in page: String) -> Bool {
        let bytes = Array(page.utf8)
        return live.contains { bytes.contains($0) }
    }

    private static let live = [
        "<q91", "<script>q91", "<img src=x q91", "<svg q91", "<iframe q91", "<style>@", "<a href=javascript:",
        "<!--q91", "<![CDATA[q91", "<?q91", "<math>", "href=\"javascript:", "'q91", "'q92", "\"\"q92", ">\"q92",
        "\"\u{301}>",
    ].map { Array($0.utf8) }
}
