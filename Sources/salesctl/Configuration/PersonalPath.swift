/// A file's path as a person writes it in a setting or an option: `~/` at its beginning is their home folder.
///
/// Pure. A shell puts the home in only where a word begins with `~`, and never in a configuration file, so that
/// `--store sqlite:~/x` and `ca_file: ~/ca.pem` come here as they were typed.
enum PersonalPath {
    /// Why a path leads nowhere.
    struct Invalid: Error, Hashable {
        /// What is wrong and what to do, as a sentence.
        let words: String
    }

    /// The rule, in words that follow a path's name.
    static let rule = "~/ at its beginning is your home folder"

    /// Whether a path leads somewhere.
    ///
    /// `~ann` would be the home of somebody else, which only a shell finds.
    static func isKnown(_ text: String) -> Bool { !text.hasPrefix("~") || text == "~" || text.hasPrefix("~/") }

    /// The path with the home folder in place of `~`; all others stay as they are.
    static func whole(_ text: String, home: String) throws(Invalid) -> String {
        guard isKnown(text) else {
            let shown = PlainText.cut(PlainText.safe(text), to: shownLength)
            throw Invalid(
                words: "“\(shown)” begins with somebody's name behind ~, and only ~/ is known here, your home folder. "
                    + "Write the whole path, or ./ before a name that begins with ~."
            )
        }
        return text.hasPrefix("~") ? home + text.dropFirst() : text
    }

    /// How much of a wrong path is repeated.
    private static let shownLength = 60
}
