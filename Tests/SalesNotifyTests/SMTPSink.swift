import Foundation
import RunningPrograms
import SalesCurl
import SalesTesting

/// The mail server of the tests: `Tests/Servers/smtp_sink.py` in a process of its own.
final class SMTPSink: Sendable {
    /// A message as the server took it.
    struct Mail: Decodable, Sendable {
        let from: String
        let recipients: [String]
        let tls: Bool
        let user: String?
        /// What breaks the rules of mail.
        let faults: [String]
        /// Header fields in order, name and decoded value.
        let fields: [[String]]
        /// Content type and decoded text of each part, outermost first.
        let parts: [[String]]
        let size: Int
        let headerTo: [String]
        let headerFrom: [String]

        private enum CodingKeys: String, CodingKey {
            case from, recipients, tls, user, faults, fields, parts, size
            case headerTo = "header_to"
            case headerFrom = "header_from"
        }

        func field(_ name: String) -> String? { fields.first { $0.first == name }?.last }
        func part(_ type: String) -> String? { parts.first { $0.first == type }?.last }
    }

    let port: Int
    private let folder: TemporaryFolder
    private let input: Pipe

    /// Starts a server with these options.
    init(_ options: [String] = []) async throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appending(path: ".build-tools/venv/bin/python3")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw PromiseBroken("the tests' mail server needs Python with aiosmtpd: run ./Scripts/setup")
        }
        folder = try TemporaryFolder()
        input = Pipe()
        let output = Pipe()
        // It ends with its input.
        _ = try await RunningProgram(
            python,
            [root.appending(path: "Tests/Servers/smtp_sink.py").path, "--out", folder.path("mails")] + options,
            input: input.fileHandleForReading,
            output: output.fileHandleForWriting,
            errors: .standardError
        )
        for its in [input.fileHandleForReading, output.fileHandleForWriting] { try its.close() }
        // The first line comes when the server is ready; nothing at all where it could not start.
        var line: [UInt8] = []
        while line.last != 0x0A, let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
            line.append(byte)
        }
        struct Ready: Decodable { let port: Int }
        guard let ready = try? JSONDecoder().decode(Ready.self, from: Data(line)) else {
            throw PromiseBroken("the tests' mail server did not start: run ./Scripts/setup")
        }
        port = ready.port
    }

    deinit { stop() }

    func stop() {
        try? input.fileHandleForWriting.close()
    }

    /// What it took so far.
    func mails() throws -> [Mail] {
        try lines().map { try JSONDecoder().decode(Mail.self, from: Data($0)) }
    }

    /// Returns when it has a message before it that it will not answer.
    func waitForStall() async throws {
        while try lines().isEmpty { await Task.yield() }
    }

    /// How it is reached.
    func server(
        security: SMTPServer.Security = .none,
        user: String? = nil,
        password: String? = nil
    ) throws -> SMTPServer {
        try SMTPServer(host: "127.0.0.1", port: port, security: security, user: user, password: password)
    }

    private func lines() throws -> [ArraySlice<UInt8>] {
        guard let data = FileManager.default.contents(atPath: folder.path("mails")) else { return [] }
        let bytes = Array(data)
        // A line is whole once its end is there.
        let end = bytes.lastIndex(of: 0x0A) ?? 0
        return bytes[..<end].split(separator: 0x0A)
    }
}
