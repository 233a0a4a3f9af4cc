import ArgumentParser
import SalesCore

/// Asks which command was meant where one is mistyped; of options ArgumentParser asks itself.
///
/// Pure.
enum MistypedCommand {
    /// What to say of the first word that should be a command and is none but near one; nil where there is none.
    static func words(_ arguments: [String], root: any ParsableCommand.Type = SalesCtl.self) -> String? {
        var command = root
        var path = [command._commandName]
        for word in arguments {
            let inner = command.configuration.subcommands
            // What begins with a hyphen is an option, and a command without subcommands has arguments of its own.
            guard !inner.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
            guard let next = inner.first(where: { $0._commandName == word }) else {
                guard let near = NearestName.of(word.lowercased(), among: inner.map { $0._commandName }) else {
                    return nil
                }
                let whole = (path + [near]).joined(separator: " ")
                return "There is no command “\(PlainText.safe(word))”. Did you mean `\(whole)`?"
            }
            command = next
            path.append(next._commandName)
        }
        return nil
    }
}
