import ArgumentParser
import Foundation
import Testing

@testable import salesctl

@Suite("Global options before the command")
struct LeadingOptionsTests {
    @Test(
        "They are moved behind the command's name, and everything else stays as it is",
        arguments: [
            ("--store sqlite:x list", "list --store sqlite:x"),
            ("--store=sqlite:x -v list --all", "list --store=sqlite:x -v --all"),
            ("-vv --format json alerts list --status dead", "alerts list -vv --format json --status dead"),
            ("--no-color alerts", "alerts --no-color"),
            (
                "--allow-address 127.0.0.1 --allow-address ::1 track x --below 4",
                """
                track --allow-address 127.0.0.1 --allow-address ::1 x --below 4
                """
            ),
            ("--store list list", "list --store list"), ("--store x --help", "--help"), ("-v help list", "help list"),
            ("list --store x", "list --store x"), ("--below 4 list", "--below 4 list"), ("--store", "--store"),
            ("--store x", "--store x"), ("--store x nothing", "--store x nothing"), ("", ""),
        ]
    )
    func moved(_ given: String, _ expected: String) {
        let words = given.split(separator: " ").map(String.init)
        #expect(LeadingOptions.moved(words).joined(separator: " ") == expected)
    }

    @Test("They are all the options that every command takes")
    func complete() throws {
        let help = GlobalOptions.helpMessage(columns: 500)
        let names = help.split { " ,\n<>[]|".contains($0) }.filter { $0.hasPrefix("-") }.map(String.init)
        let known = LeadingOptions.withValue.union(LeadingOptions.alone)
        #expect(Set(names).subtracting(["-h", "--help"]) == known)
    }

    @Test("The program takes them")
    func program() async throws {
        try await Sandbox.with { home in
            let path = home.folder.path + "/other.sqlite"
            let run = try await home.salesctl("--store", "sqlite:\(path)", "--format", "json", "list")
            #expect(run.status == 66 && run.errors.contains(path))
        }
    }
}
