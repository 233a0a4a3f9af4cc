import Foundation
import Testing

@Suite("The service", .timeLimit(.minutes(15)))
struct ServiceTests {
    private static let unit = "config/systemd/user/salesctl-watch.service"

    /// A folder with a systemctl that does what the script says, to be searched first.
    private static func path(_ home: Sandbox, _ script: String) throws -> String {
        let folder = home.folder.path + "/bin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let program = folder + "/systemctl"
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        return folder + ":/usr/bin:/bin"
    }

    @Test("Without a user session it says what was written, what was not started, why, and what to type")
    func noSession() async throws {
        try await Sandbox.with { home in
            let script = "echo 'Failed to connect to bus: No medium found' >&2; exit 1"
            let run = try await home.salesctl(
                ["service", "install", "--start"],
                environment: ["PATH": try Self.path(home, script), "XDG_RUNTIME_DIR": home.folder.path]
            )
            #expect(run.status == 69)
            let unit = home.folder.path + "/" + Self.unit
            #expect(FileManager.default.fileExists(atPath: unit) && run.errors.contains(unit))
            for words in [
                "not started", "Failed to connect to bus: No medium found", "no user session", "loginctl enable-linger",
                "export XDG_RUNTIME_DIR=", "systemctl --user daemon-reload",
                "systemctl --user enable --now salesctl-watch.service",
            ] {
                #expect(run.errors.contains(words), "\(words)")
            }
            let removed = try await home.salesctl(
                ["service", "remove"],
                environment: ["PATH": try Self.path(home, script), "XDG_RUNTIME_DIR": home.folder.path]
            )
            #expect(removed.status == 0 && !FileManager.default.fileExists(atPath: unit))
        }
    }

    @Test("With a user session it is started, and a mistake in the settings does not start it again and again")
    func session() async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl(
                ["service", "install", "--start"],
                environment: ["PATH": try Self.path(home, "echo \"$@\" >> $HOME/calls")]
            )
            #expect(run.status == 0 && run.output.contains("Started"), "\(run.errors)")
            let calls = try String(contentsOfFile: home.folder.path + "/calls", encoding: .utf8)
            #expect(calls == "--user daemon-reload\n--user enable --now salesctl-watch.service\n")
            let unit = try String(contentsOfFile: home.folder.path + "/" + Self.unit, encoding: .utf8)
            #expect(unit.contains("RestartPreventExitStatus=64 65 66 74 77\n"))
        }
    }

    @Test("With --serve the unit serves as well, and what `serve` would refuse is refused at once")
    func serves() async throws {
        try await Sandbox.with { home in
            let run = try await home.salesctl("service", "install", "--serve")
            let unit = home.folder.path + "/" + Self.unit
            let text = try String(contentsOfFile: unit, encoding: .utf8)
            #expect(run.status == 0 && text.contains(#"" "serve" "--store" "#), "\(text)")
            try FileManager.default.removeItem(atPath: unit)
            let settings = ["SALES_WEB_HOST": "0.0.0.0"]
            let open = try await home.salesctl(["service", "install", "--serve"], environment: settings)
            #expect(open.status == 77 && open.errors.contains("web.origin"), "\(open.errors)")
            #expect(!FileManager.default.fileExists(atPath: unit))
        }
    }

    @Test("Without systemd it says so")
    func noSystemd() async throws {
        try await Sandbox.with { home in
            let empty = home.folder.path + "/none"
            try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
            let run = try await home.salesctl(["service", "install", "--start"], environment: ["PATH": empty])
            #expect(run.status == 69 && run.errors.contains("there is no systemctl"))
        }
    }
}
