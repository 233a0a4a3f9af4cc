import Foundation
import PythonServers

/// An S3 service for tests that checks signatures: SeaweedFS, started by `Tests/Servers/s3_server.py`, once for the
/// whole process.
///
/// It ends with its input, and so with this process. Tests share it and its one bucket, so that each puts what it writes behind a prefix of its own.
public final class SeaweedServer: Sendable {
    /// Who may ask it.
    public struct Identity: Sendable {
        /// The access key.
        public let key: String
        /// The secret key.
        public let secret: String
    }

    /// Where it listens, on 127.0.0.1.
    public let port: Int
    private let server: PythonServer

    /// The bucket that is there.
    public static let bucket = "archive"
    /// Who may do everything.
    public static let archivist = Identity(key: "AKIDARCHIVIST", secret: "archivist-s3cret-canary")
    /// Who may read and list, and nothing else.
    public static let reader = Identity(key: "AKIDREADER", secret: "reader-s3cret-canary")

    /// The one server of this test process, started when it is first asked for.
    public static func shared() async throws -> SeaweedServer { try await starting.value }

    // Kept with its failure: what could not start for one test is not tried again for the others.
    private static let starting = Task.detached { try await SeaweedServer() }

    private init() async throws {
        server = try await PythonServer("s3_server.py")
        port = server.port
    }

    /// Its URL.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// A prefix that nobody else has.
    public static func makePrefix() -> String { "t-\(UUID().uuidString.lowercased())/" }
}
