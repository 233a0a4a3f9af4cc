import Foundation
import Testing

@Suite("Help", .timeLimit(.minutes(15)))
struct HelpTests {
    /// What `--experimental-dump-help` says of a command, as far as the tests read it.
    private struct Command: Decodable {
        struct Argument: Decodable {
            let abstract: String?
            let valueName: String?
            let shouldDisplay: Bool
        }

        let commandName: String
        let abstract: String?
        let discussion: String?
        let arguments: [Argument]?
        let subcommands: [Command]?
        let shouldDisplay: Bool?
    }

    private struct Dump: Decodable {
        let command: Command
    }

    /// A command with the names that lead to it, and all below it.
    private static func walk(_ command: Command, _ path: [String] = []) -> [(path: [String], command: Command)] {
        let path = path + [command.commandName]
        return [(path, command)]
            + (command.subcommands ?? []).filter { $0.commandName != "help" }.flatMap { walk($0, path) }
    }

    @Test("Every command says what it does, shows an example of itself, and explains each option")
    func commands() async throws {
        try await Sandbox.with { home in
            let dump = try await home.salesctl("--experimental-dump-help")
            #expect(dump.status == 0)
            let commands = Self.walk(try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command)
            let names = Set(commands.map { $0.path.dropFirst().joined(separator: " ") })
            let expected: Set<String> = [
                "track", "list", "show", "history", "check", "watch", "extract", "untrack", "pause", "resume", "edit",
                "status", "rules", "rules preview", "alerts", "alerts list", "alerts show", "alerts retry", "notify",
                "notify list",
                "notify test", "export", "import",
                "service", "service install", "service remove", "doctor",
            ]
            #expect(names.isSuperset(of: expected), "missing: \(expected.subtracting(names))")
            for (path, command) in commands {
                let name = path.joined(separator: " ")
                #expect(command.abstract?.hasSuffix(".") == true, "\(name)")
                #expect(command.discussion?.contains("  \(name)") == true, "\(name) has no example")
                for argument in command.arguments ?? [] where argument.shouldDisplay {
                    #expect(argument.abstract?.isEmpty == false, "\(name) \(argument.valueName ?? "")")
                }
            }
        }
    }

    @Test("The help is on standard output and names the exit codes")
    func exitCodes() async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl("--help")
            #expect(run.status == 0 && run.errors.isEmpty)
            let words = run.output.split(whereSeparator: \.isWhitespace)
            for code in ["0", "1", "64", "65", "66", "69", "74", "75", "77"] {
                #expect(words.contains(Substring(code)), "\(code)")
            }
            #expect(try home.hasUntouchedStore())
        }
    }

    @Test("Completions are made for each shell", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl("--generate-completion-script", shell)
            #expect(run.status == 0 && run.errors.isEmpty)
            for word in ["untrack", "back-in-stock", "allow-address"] { #expect(run.output.contains(word)) }
        }
    }

    @Test("--version prints the version alone")
    func version() async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl("--version")
            #expect(run.status == 0 && run.errors.isEmpty)
            let numbers = run.output.trimmingCharacters(in: .newlines).split(separator: ".").map { Int($0) }
            #expect(numbers.count == 3 && !numbers.contains(nil), "\(run.output)")
        }
    }
}
