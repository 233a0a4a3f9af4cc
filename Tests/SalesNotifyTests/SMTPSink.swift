import Foundation
import SalesCurl

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

    var port: Int { process.port }
    private let folder: TemporaryFolder
    private let process: PythonServer

    /// Starts a server with these options.
    init(_ options: [String] = []) async throws {
        folder = try TemporaryFolder()
        process = try await PythonServer("smtp_sink.py", ["--out", folder.path("mails")] + options)
    }

    func stop() { process.stop() }

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
