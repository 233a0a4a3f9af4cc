import Foundation

/// The systemd user unit that runs `watch`, or `serve`, which watches as well (systemd.service(5), systemd.exec(5)).
struct ServiceUnit {
    /// Whether it serves the dashboard and the API, too.
    var serves = false
    /// What `--store` gets; nil where the configuration file says it.
    let store: String?
    let configuration: String?
    let allowedAddresses: [String]

    static let name = "salesctl-watch.service"

    /// Where systemd looks for a user's units (systemd.unit(5)).
    static var folder: String {
        XDGFolder.configuration.path() + "/systemd/user"
    }

    /// What starts it, now and at every login.
    static let startArguments = [["daemon-reload"], ["enable", "--now", name]]

    /// The same to be typed.
    static var startCommands: [String] { startArguments.map { "systemctl --user " + $0.joined(separator: " ") } }

    static var path: String { folder + "/" + name }

    /// The unit file's text; a `%` would begin a specifier and a `"` end a word, so both are escaped.
    var text: String {
        var words = [Self.program, serves ? "serve" : "watch"]
        if let store { words += ["--store", Self.absoluteStore(store)] }
        if let configuration { words += ["--config", Self.absolute(configuration)] }
        for address in allowedAddresses { words += ["--allow-address", address] }
        let command = words.map { "\"" + Self.escaped($0) + "\"" }.joined(separator: " ")
        return """
            [Unit]
            Description=Sales Tracker: watches prices and tells of drops\(serves ? ", with a dashboard" : "")

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

    private static func absoluteStore(_ store: String) -> String {
        store.hasPrefix("sqlite:") ? "sqlite:" + absolute(String(store.dropFirst("sqlite:".count))) : store
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
