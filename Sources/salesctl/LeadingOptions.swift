import ArgumentParser

/// Lets the options that every command takes stand before the command as well: `salesctl --store sqlite:X list`.
///
/// ArgumentParser takes an option only after the command that has it. Declared on the program itself as well, it would
/// be refused behind a command's own options (swift-argument-parser issues 169 and 266), so they are moved.
///
/// Pure.
enum LeadingOptions {
    /// The options of ``GlobalOptions`` that are followed by a value.
    static let withValue: Set<String> = ["--store", "--config", "--format", "--allow-address"]
    /// Those that stand alone.
    static let alone: Set<String> = ["--no-color", "--verbose", "-v", "-vv"]
    /// What the program answers by itself, whatever stands before it.
    private static let questions: Set<String> = ["help", "--help", "-h", "--version"]

    /// The arguments with leading options moved behind the name of the command that they are for.
    static func moved(_ arguments: [String], root: any ParsableCommand.Type = SalesCtl.self) -> [String] {
        var rest = arguments[...]
        var leading: [String] = []
        while let first = rest.first {
            let name = first.split(separator: "=", maxSplits: 1).first.map(String.init) ?? ""
            guard alone.contains(first) || withValue.contains(name) else { break }
            leading.append(rest.removeFirst())
            if withValue.contains(first), let value = rest.popFirst() { leading.append(value) }
        }
        guard !leading.isEmpty, let next = rest.first else { return arguments }
        if questions.contains(next) { return Array(rest) }
        var command = root
        var path: [String] = []
        while let word = rest.first,
            let inner = command.configuration.subcommands.first(where: { $0._commandName == word })
        {
            path.append(rest.removeFirst())
            command = inner
        }
        return path.isEmpty ? arguments : path + leading + rest
    }
}
