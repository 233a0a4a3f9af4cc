import Testing

@testable import salesctl

@Suite("Commands that are mistyped")
struct MistypedCommandTests {
    @Test(
        "are asked after where one is near",
        arguments: [
            ("lits", "There is no command “lits”. Did you mean `salesctl list`?"),
            ("alerts rety 5f3a", "There is no command “rety”. Did you mean `salesctl alerts retry`?"),
            ("users lsit --format json", "There is no command “lsit”. Did you mean `salesctl users list`?"),
            ("Track https://shop.example", "There is no command “Track”. Did you mean `salesctl track`?"),
        ]
    )
    func near(line: String, words: String) {
        #expect(MistypedCommand.words(line.split(separator: " ").map(String.init)) == words)
    }

    @Test(
        "are left to the parser where none is near, and what is right is let through",
        arguments: [
            "", "frobnicate", "list", "track lits", "alerts", "alerts --limit 5", "--version", "help lits", "show 1",
        ]
    )
    func other(line: String) {
        #expect(MistypedCommand.words(line.split(separator: " ").map(String.init)) == nil)
    }
}
