import ArgumentParser

/// The program: parses the command line, runs one command, and turns its failure into a sentence and an exit code.
@main
struct SalesCtl: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "salesctl",
        abstract: "Watch the prices of products and be told when they drop.",
        discussion: """
            Begin with a product's page:
              salesctl track https://shop.example/kettle --below 40.00
              salesctl watch
            Or with a dashboard in the browser:
              salesctl serve

            The global options may stand before the command or after it.

            Exit codes: 0 done · 1 unexpected · 64 usage · 65 bad data · 66 no such product or file · 69 the page or \
            service gave no usable answer · 74 the store cannot be used · 75 temporary, try again · 77 refused.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Products",
                subcommands: [
                    Track.self, List.self, Show.self, History.self, EditCommand.self, Pause.self, Resume.self,
                    Untrack.self,
                ]
            ),
            CommandGroup(
                name: "Checking",
                subcommands: [Check.self, Watch.self, Serve.self, Extract.self, Websites.self]
            ),
            CommandGroup(
                name: "Telling",
                subcommands: [Status.self, Rules.self, Alerts.self, Notify.self, Users.self]
            ),
            CommandGroup(
                name: "Installation",
                subcommands: [
                    Migrate.self, ArchiveCommand.self, Export.self, Import.self, Service.self, Doctor.self,
                ]
            ),
        ]
    )

    static func main() async {
        Allocator.giveBackWhatIsFreed()
        let arguments = LeadingOptions.moved(Array(CommandLine.arguments.dropFirst()))
        if let words = MistypedCommand.words(arguments) { exit(withError: ValidationError(words)) }
        await main(arguments)
    }
}
