import Foundation
import RunningPrograms

/// A certificate authority of the test's own, and TLS servers with its certificates, by the openssl program.
///
/// The folder stays until the suite has ended, since suites are made anew for each test.
final class TestAuthority: Sendable {
    let folder: URL
    /// The authority's certificate, as a file that a client may believe.
    var file: String { folder.appending(path: "ca.pem").path }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sales-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await run("req -x509 \(Self.newKey) -keyout ca.key -out ca.pem -subj /CN=Test -days 2")
        try await run("req \(Self.newKey) -keyout server.key -out server.csr -subj /CN=server")
        try await sign("good", names: "DNS:localhost,IP:127.0.0.1", days: 2)
        try await sign("other", names: "DNS:other.example", days: 2)
        try await sign("expired", names: "DNS:localhost,IP:127.0.0.1", days: -1)
        try await run(
            "req -x509 -key server.key -out self.pem -subj /CN=127.0.0.1 -days 2 -addext subjectAltName=IP:127.0.0.1"
        )
    }

    private static let newKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"

    private func sign(_ name: String, names: String, days: Int) async throws {
        try Data("subjectAltName=\(names)\n".utf8).write(to: folder.appending(path: "extensions"))
        try await run(
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days \(days) -extfile extensions -out \(name).pem"
        )
    }

    private static let openssl = URL(filePath: "/usr/bin/openssl")

    private func run(_ arguments: String) async throws {
        _ = try await FinishedProgram.run(Self.openssl, Self.words(arguments), folder: folder)
    }

    private static func words(_ arguments: String) -> [String] {
        arguments.split(separator: " ").map { String($0) }
    }

    /// Runs a TLS server with one of the certificates while the body runs; it sends `talk` on each connection, or a web
    /// page where there is none.
    func serve<Result>(
        _ certificate: String,
        talk: String? = nil,
        options: String = "",
        _ body: (_ port: Int) async throws -> Result
    ) async throws -> Result {
        let mode = talk == nil ? "-www" : ""
        let (input, output) = (Pipe(), Pipe())
        let program = try await RunningProgram(
            Self.openssl,
            Self.words("s_server -accept 127.0.0.1:0 -cert \(certificate).pem -key server.key \(mode) \(options)"),
            folder: folder,
            input: input.fileHandleForReading,
            output: output.fileHandleForWriting
        )
        defer { program.kill() }
        for its in [input.fileHandleForReading, output.fileHandleForWriting] { try its.close() }
        var text = ""
        while !text.contains("\n") || !text.contains("ACCEPT") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
            text += String(decoding: data, as: UTF8.self)
        }
        let digits = text.components(separatedBy: "ACCEPT").last?.split(separator: ":").last?.prefix { $0.isNumber }
        guard let port = digits.flatMap({ Int($0) }) else { throw CocoaError(.fileReadUnknown) }
        if let talk { input.fileHandleForWriting.write(Data(talk.utf8)) }
        return try await body(port)
    }
}
