import ArgumentParser
import Foundation

/// `salesctl service`: `watch` or `serve` as a systemd user unit.
struct Service: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run `watch` or `serve` in the background as a systemd user service.",
        discussion: """
            With --format json they print one object: {"unit", "is_installed", "is_started"}.
            Examples:
              salesctl service install
              salesctl service remove
            """,
        subcommands: [ServiceInstall.self, ServiceRemove.self]
    )
}

/// `salesctl service install`.
struct ServiceInstall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Write the unit file and say how to start it; --start does that too.",
        discussion: """
            Examples:
              salesctl service install --start
              salesctl service install --serve --start
            """
    )

    @Flag(name: .long, help: "Run `serve` in place of `watch`, as web.host and the like in the configuration say.")
    var serve = false

    @Flag(name: .long, help: "Start it now and at every login.")
    var start = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        let terminal = Terminal(noColour: options.noColor)
        try await Session.report(on: terminal) {
            let settings = try await AppSettings.judged(options: options)
            Session.warn(settings.warnings, on: terminal)
            // What `serve` would refuse again and again is refused here.
            if serve { _ = try ServePlan(settings, allowsPlainHTTP: false) }
            let unit = ServiceUnit(
                serves: serve,
                store: try store(settings),
                configuration: settings.configurationPath,
                allowedAddresses: options.allowAddress
            )
            try unit.write()
            let isTable = options.format == .table
            if isTable { terminal.out("Wrote \(ServiceUnit.path)") }
            guard start else {
                guard isTable else { return try ServiceJSON(isInstalled: true, isStarted: false).write(to: terminal) }
                return terminal.out("Start it with: \(ServiceUnit.startCommands.joined(separator: " && "))")
            }
            for arguments in ServiceUnit.startArguments {
                guard let obstacle = await UserManager.run(arguments) else { continue }
                let lines = obstacle.advice(doing: arguments)
                terminal.err(Style.red("salesctl:", on: terminal) + " " + PlainText.safe(lines[0]))
                for line in lines.dropFirst() { terminal.err(PlainText.safe(line)) }
                if !isTable { try ServiceJSON(isInstalled: true, isStarted: false).write(to: terminal) }
                throw ExitCode(ExitStatus.noAnswer.rawValue)
            }
            guard isTable else { return try ServiceJSON(isInstalled: true, isStarted: true).write(to: terminal) }
            terminal.out("Started. `journalctl --user -u \(ServiceUnit.name) -f` shows what it does.")
        }
    }

    /// What the unit's `--store` gets; nil where the configuration file says it.
    private func store(_ settings: AppSettings) throws(CommandFailure) -> String? {
        switch settings.store {
        case .memory:
            throw CommandFailure(.usage, "A service needs a store that lasts; name one with --store sqlite:PATH.")
        case .sqlite: return settings.store.shown
        case .postgres:
            if let flag = options.store { return flag }
            guard !settings.origins.variables.contains(SettingKey.variable(for: ["store"])) else {
                throw CommandFailure(
                    .usage,
                    "A service does not get this shell's variables: write the store into the configuration file, or"
                        + " give --store."
                )
            }
            return nil
        }
    }
}

/// `salesctl service remove`.
struct ServiceRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Stop the service and remove its unit file; the store stays.",
        discussion: """
            Example:
              salesctl service remove
            """
    )

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        let terminal = Terminal(noColour: options.noColor)
        try await Session.report(on: terminal) {
            guard FileManager.default.fileExists(atPath: ServiceUnit.path) else {
                let gone = ServiceJSON(isInstalled: false, isStarted: false)
                guard options.format == .table else { return try gone.write(to: terminal) }
                return terminal.out("There is no service to remove.")
            }
            // Where no systemd runs, the file is all there is of the service.
            if await UserManager.isRunning,
                let obstacle = await UserManager.run(["disable", "--now", ServiceUnit.name])
            {
                throw CommandFailure(
                    .noAnswer,
                    "The service is not stopped, and \(ServiceUnit.path) stays: \(obstacle.reason)"
                )
            }
            do {
                try FileManager.default.removeItem(atPath: ServiceUnit.path)
            } catch {
                throw CommandFailure(.refused, "\(ServiceUnit.path) cannot be removed: \(error.localizedDescription)")
            }
            guard options.format == .table else {
                return try ServiceJSON(isInstalled: false, isStarted: false).write(to: terminal)
            }
            terminal.out("Removed \(ServiceUnit.path)")
        }
    }
}

/// What became of the service, for programs.
private struct ServiceJSON: Encodable {
    let unit = ServiceUnit.path
    let isInstalled: Bool
    let isStarted: Bool

    func write(to terminal: Terminal) throws { try terminal.data(try JSONOutput.text(self)) }
}
