import Foundation
import SalesCore
import SalesNotify

/// The systemd that runs a user's own services, reached through systemctl(1).
enum UserManager {
    /// Why it did not do what it was asked.
    enum Obstacle {
        /// There is no systemctl.
        case notInstalled
        /// It answered with a code and perhaps words.
        case failed(status: Int32, words: String)
        /// It did not answer.
        case silent

        /// In one sentence, for people.
        var reason: String {
            switch self {
            case .notInstalled: "there is no systemctl on this machine; it is not run by systemd."
            case .failed(let status, ""): "systemctl ended with code \(status)."
            case .failed(_, let words): "systemctl says “\(words)”."
            case .silent: "systemctl did not end within \(DurationWords.text(UserManager.deadline)) and was stopped."
            }
        }

        /// What was done, what was not, why, and what to type, a line each.
        ///
        /// - Parameter arguments: those that it was run with.
        func advice(doing arguments: [String]) -> [String] {
            let words = "systemctl --user " + arguments.joined(separator: " ")
            let begun = [
                "The service is not started: `\(words)` failed; \(reason)",
                "The unit file is written: \(ServiceUnit.path)",
            ]
            let commands = ServiceUnit.startCommands.map { "  " + $0 }
            if case .notInstalled = self {
                return begun + ["Run `salesctl watch` by whatever runs services here."]
            }
            guard !UserManager.hasBus else { return begun + ["Once that is mended, type:"] + commands }
            return begun + [
                "There is no user session here: nobody is logged in, as in a container or after su or sudo.",
                "To let services of yours run without one, type:",
                "  loginctl enable-linger \(NSUserName())", "  export XDG_RUNTIME_DIR=/run/user/$(id -u)",
            ] + commands
        }
    }

    /// Whether it answers at all; degraded, as one that has some other unit failed, it does.
    static var isRunning: Bool {
        get async {
            switch await run(["is-system-running"]) {
            case nil: true
            case .failed(status: 1, _): hasBus
            case .failed, .notInstalled, .silent: false
            }
        }
    }

    /// Whether the user's bus is there (systemd's `$XDG_RUNTIME_DIR/bus`).
    static var hasBus: Bool {
        let folder = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? "/run/user/\(getuid())"
        return FileManager.default.fileExists(atPath: folder + "/bus")
    }

    /// Runs `systemctl --user` with these arguments.
    ///
    /// - Returns: Why it failed; nil where it did not.
    static func run(_ arguments: [String]) async -> Obstacle? {
        let words = ["systemctl", "--user"] + arguments
        guard let outcome = try? await HelperProgram.run("/usr/bin/env", words, deadline: deadline) else {
            return .notInstalled
        }
        switch outcome.end {
        case .exited(0): return nil
        // env(1) ends with 127 where there is no such program.
        case .exited(127): return .notInstalled
        case .exited(let status):
            let words = String(decoding: outcome.errorText.utf8.prefix(maximumWords), as: UTF8.self)
            let text = words.split(whereSeparator: \.isNewline).joined(separator: "; ")
            return .failed(status: status, words: PlainText.safe(text))
        case .timedOut, .cancelled: return .silent
        }
    }

    /// Of what it says, in bytes.
    private static let maximumWords = 500

    /// How long it may take; systemd itself gives a service a minute and a half to start or to stop.
    static let deadline = Duration.seconds(300)
}
