import Foundation

/// The mail server of the tests: `Tests/Servers/smtp_sink.py` in a process of its own.
public final class SMTPSink: Sendable {
    /// A message as the server took it.
    public struct Mail: Decodable, Sendable {
        /// The envelope's sender.
        public let from: String
        /// The envelope's recipients.
        public let recipients: [String]
        /// Whether it came over TLS.
        public let tls: Bool
        /// Who logged in.
        public let user: String?
        /// What breaks the rules of mail.
        public let faults: [String]
        /// Header fields in order, name and decoded value.
        public let fields: [[String]]
        /// Content type and decoded text of each part, outermost first.
        public let parts: [[String]]
        /// Its bytes.
        public let size: Int
        /// The addresses of the field To.
        public let headerTo: [String]
        /// The addresses of the field From.
        public let headerFrom: [String]

        private enum CodingKeys: String, CodingKey {
            case from, recipients, tls, user, faults, fields, parts, size
            case headerTo = "header_to"
            case headerFrom = "header_from"
        }

        /// The decoded value of a header field.
        public func field(_ name: String) -> String? { fields.first { $0.first == name }?.last }
        /// The decoded text of the part of a content type.
        public func part(_ type: String) -> String? { parts.first { $0.first == type }?.last }
    }

    /// Where it listens, on 127.0.0.1.
    public var port: Int { process.port }
    private let folder: URL
    private let process: PythonServer

    /// Starts a server with these options.
    public init(_ options: [String] = []) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "smtp-sink-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process = try await PythonServer("smtp_sink.py", ["--out", folder.appending(path: "mails").path] + options)
    }

    deinit {
        process.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends it; what it took can still be read.
    public func stop() { process.stop() }

    /// What it took so far.
    public func mails() throws -> [Mail] {
        try lines().map { try JSONDecoder().decode(Mail.self, from: Data($0)) }
    }

    /// Returns when it has a message before it that it will not answer.
    public func waitForStall() async throws {
        while try lines().isEmpty { await Task.yield() }
    }

    private func lines() throws -> [ArraySlice<UInt8>] {
        guard let data = FileManager.default.contents(atPath: folder.appending(path: "mails").path) else { return [] }
        let bytes = Array(data)
        // A line is whole once its end is there.
        let end = bytes.lastIndex(of: 0x0A) ?? 0
        return bytes[..<end].split(separator: 0x0A)
    }
}
