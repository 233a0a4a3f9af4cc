import ArgumentParser

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    /// How results are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// For people.
        case table
        /// For programs: JSON on standard output, messages on standard error.
        case json
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            "\(StoreAddress.help)",
            discussion: "For example --store sqlite:prices.sqlite. The default is a file in the XDG data folder. A "
                + "password for a server belongs into PGPASSWORD, ~/.pgpass or the configuration file.",
            valueName: "store"
        )
    )
    var store: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The configuration file (YAML).",
            discussion: "The default is sales-tracker/config.yaml in the XDG configuration folder. Every key can be "
                + "given as an environment variable as well: notify.webhook.url is SALES_NOTIFY_WEBHOOK_URL.",
            valueName: "file"
        ),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var config: String?

    @Option(name: .long, help: "How results are written: table for people, json for programs.")
    var format: Format = .table

    @Flag(name: .long, help: "No colours; the environment variable NO_COLOR does the same.")
    var noColor = false

    @Flag(
        name: [.customShort("v"), .long],
        help: "Say on standard error what is opened, fetched, read and decided; -vv says all of it."
    )
    var verbose: Int

    @Option(
        name: .long,
        help: ArgumentHelp(
            "An address that may be reached although it is not public, for example 127.0.0.1:8080. Can be repeated.",
            valueName: "address[:port]"
        )
    )
    var allowAddress: [String] = []
}
