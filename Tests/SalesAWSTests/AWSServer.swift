import Foundation
import PythonServers
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
    /// It ends with its input, and so with this process.
    private let server: PythonServer

    private static let starting = Task.detached { try await AWSServer() }

    static func shared() async throws -> AWSServer { try await starting.value }

    private init() async throws {
        struct Ready: Decodable {
            let port: Int
            let sent: Int
        }
        var sent = 0
        server = try await PythonServer(path: "Tests/Servers/aws_server.py") { line in
            let ready = try? JSONDecoder().decode(Ready.self, from: Data(line.utf8))
            sent = ready?.sent ?? 0
            return ready?.port
        }
        url = try PageURL("http://127.0.0.1:\(server.port)/")
        sentURL = try PageURL("http://127.0.0.1:\(sent)/")
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
