import Foundation
import RunningPrograms
import SalesCore
import SalesCurl
import SalesTesting

@testable import SalesAWS

/// Amazon SES and SNS of the tests: `Tests/Servers/aws_server.py`, once for the whole process, in a process of its own.
///
/// Tests share it, so that each writes to addresses of its own.
final class AWSServer: Sendable {
    /// A mail as SES took it.
    struct Mail: Decodable, Sendable {
        let id: String
        let from: String
        let recipients: [String]
        let faults: [String]
        let fields: [[String]]
        let parts: [[String]]

        func field(_ name: String) -> String? { fields.first { $0.first == name }?.last }
        func part(_ type: String) -> String? { parts.first { $0.first == type }?.last }
    }

    /// A text as SNS took it.
    struct Text: Decodable, Sendable {
        let id: String
        let to: String
        let text: String
    }

    /// All that was taken so far.
    struct Sent: Decodable, Sendable {
        let mails: [Mail]
        let texts: [Text]
    }

    let url: PageURL
    private let sentURL: PageURL
    private let input: Pipe

    private static let starting = Task.detached { try await AWSServer() }

    static func shared() async throws -> AWSServer { try await starting.value }

    private init() async throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appending(path: ".build-tools/venv/bin/python3")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw PromiseBroken("the tests' AWS needs Python with moto: run ./Scripts/setup --tests")
        }
        input = Pipe()
        let output = Pipe()
        // It ends with its input, and so with this process.
        _ = try await RunningProgram(
            python,
            [root.appending(path: "Tests/Servers/aws_server.py").path],
            input: input.fileHandleForReading,
            output: output.fileHandleForWriting,
            errors: .standardError
        )
        for its in [input.fileHandleForReading, output.fileHandleForWriting] { try its.close() }
        var line: [UInt8] = []
        while line.last != 0x0A, let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
            line.append(byte)
        }
        struct Ready: Decodable {
            let port: Int
            let sent: Int
        }
        guard let ready = try? JSONDecoder().decode(Ready.self, from: Data(line)) else {
            throw PromiseBroken("the tests' AWS did not start: run ./Scripts/setup --tests")
        }
        url = try PageURL("http://127.0.0.1:\(ready.port)/")
        sentURL = try PageURL("http://127.0.0.1:\(ready.sent)/")
    }

    /// What it took so far.
    func sent() async throws -> Sent {
        let limits = FetchLimits(deadline: .seconds(120), bodyBytes: 64 << 20)
        let response = try await Self.http.get(sentURL, limits: limits)
        return try JSONDecoder().decode(Sent.self, from: Data(response.body))
    }

    /// What talks to it.
    static let http = CurlHTTPClient(
        engine: CurlEngine(policy: .trusted),
        options: CurlOptions(contact: "https://tracker.example")
    )

    /// A client with credentials of the tests.
    static func client(_ source: any CredentialSource = credentials) -> AWSClient {
        let time = ManualClock()
        return AWSClient(http: http, credentials: CredentialCache(source, time: time), time: time)
    }

    static let credentials: AWSCredentials = {
        guard
            let credentials = AWSCredentials(
                accessKeyID: "AKIDEXAMPLE",
                secretAccessKey: "s3cret-canary",
                sessionToken: "t0ken-canary"
            )
        else { preconditionFailure("these are credentials") }
        return credentials
    }()

    static let region: AWSRegion = {
        guard let region = AWSRegion("eu-central-1") else { preconditionFailure("this is a region") }
        return region
    }()
}
