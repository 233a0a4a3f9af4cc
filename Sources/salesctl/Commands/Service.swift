import ArgumentParser
import Foundation

/// `salesctl service`: `watch` as a systemd user unit.
struct Service: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run `watch` in the background as a systemd user service.",
        discussion: """
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
            Example:
              salesctl service install --start
            """
    )

    @Flag(name: .long, help: "Start it now and at every login.")
    var start = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        let terminal = Terminal(noColour: options.noColor)
        try await Session.report(on: terminal) {
            let settings = try await AppSettings(options: options)
            Session.warn(settings.warnings, on: terminal)
            guard settings.storeName != "memory:" else {
                throw CommandFailure(.usage, "A service needs a store that lasts; name one with --store sqlite:PATH.")
            }
            let unit = ServiceUnit(
                store: settings.storeName,
                configuration: settings.configurationPath,
                allowedAddresses: options.allowAddress
            )
            try unit.write()
            terminal.out("Wrote \(ServiceUnit.path)")
            guard start else {
                return terminal.out("Start it with: \(ServiceUnit.startCommands.joined(separator: " && "))")
            }
            for arguments in ServiceUnit.startArguments {
                guard let obstacle = UserManager.run(arguments) else { continue }
                let lines = obstacle.advice(doing: arguments)
                terminal.err(Style.red("salesctl:", on: terminal) + " " + PlainText.safe(lines[0]))
                for line in lines.dropFirst() { terminal.err(PlainText.safe(line)) }
                throw ExitCode(ExitStatus.noAnswer.rawValue)
            }
            terminal.out("Started. `journalctl --user -u \(ServiceUnit.name) -f` shows what it does.")
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
                return terminal.out("There is no service to remove.")
            }
            // Where no systemd runs, the file is all there is of the service.
            if UserManager.isRunning, let obstacle = UserManager.run(["disable", "--now", ServiceUnit.name]) {
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
            terminal.out("Removed \(ServiceUnit.path)")
        }
    }
}

/// The systemd user unit that runs `watch` (systemd.service(5), systemd.exec(5)).
struct ServiceUnit {
    let store: String
    let configuration: String?
    let allowedAddresses: [String]

    static let name = "salesctl-watch.service"

    /// Where systemd looks for a user's units (systemd.unit(5)).
    static var folder: String {
        let environment = ProcessInfo.processInfo.environment
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (base ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.config") + "/systemd/user"
    }

    /// What starts it, now and at every login.
    static let startArguments = [["daemon-reload"], ["enable", "--now", name]]

    /// The same to be typed.
    static var startCommands: [String] { startArguments.map { "systemctl --user " + $0.joined(separator: " ") } }

    static var path: String { folder + "/" + name }

    /// The unit file's text; a `%` would begin a specifier and a `"` end a word, so both are escaped.
    var text: String {
        var words = [Self.program, "watch", "--store", absoluteStore]
        if let configuration { words += ["--config", Self.absolute(configuration)] }
        for address in allowedAddresses { words += ["--allow-address", address] }
        let command = words.map { "\"" + Self.escaped($0) + "\"" }.joined(separator: " ")
        return """
            [Unit]
            Description=Sales Tracker: watches prices and tells of drops
            After=network-online.target

            [Service]
            ExecStart=\(command)
            Restart=on-failure
            RestartSec=5
            RestartPreventExitStatus=64 65 66 74 77
            TimeoutStopSec=30
            NoNewPrivileges=yes

            [Install]
            WantedBy=default.target

            """
    }

    func write() throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: Self.path), options: .atomic)
        } catch {
            throw CommandFailure(.refused, "\(Self.path) cannot be written: \(error.localizedDescription)")
        }
    }

    private var absoluteStore: String {
        store.hasPrefix("sqlite:") ? "sqlite:" + Self.absolute(String(store.dropFirst("sqlite:".count))) : store
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    private static var program: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? absolute(CommandLine.arguments[0])
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%").replacing(
            "$",
            with: "$$"
        )
    }
}
