import Foundation
import SalesCore
import SalesTesting
import SeaweedServer
import Testing

@Suite("An archive at an S3 service, from the terminal", .timeLimit(.minutes(15)))
struct ArchiveServiceFailureTests {
    private func settings(_ endpoint: String, key: String, secret: String) -> [String: String] {
        ["SALES_ARCHIVE_S3_ENDPOINT": endpoint, "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret]
    }

    @Test("It goes there whole; wrong keys and those that may not write end it with their code")
    func seaweed() async throws {
        let server = try await SeaweedServer.shared()
        let archivist = SeaweedServer.archivist
        let place = "s3://\(SeaweedServer.bucket)/\(SeaweedServer.makePrefix())"
        try await PastHome.with { past in
            let cases = [
                (archivist.key, Sandbox.secret, "The secret key is not the one of the access key"),
                ("AKIDNOBODY", Sandbox.secret, "does not know the access key"),
                (SeaweedServer.reader.key, SeaweedServer.reader.secret, "does not allow this"),
            ]
            for (key, secret, words) in cases {
                let run = try await past.archive(
                    "--to",
                    place,
                    environment: settings(server.url, key: key, secret: secret)
                )
                #expect(run.status == 77 && run.errors.contains(words), "\(run.status): \(run.errors)")
                #expect(!run.errors.contains("canary"), "a secret was told")
                #expect(try await past.living() == PastHome.rows)
            }
            let known = settings(server.url, key: archivist.key, secret: archivist.secret)
            let run = try await past.archive("--to", place, environment: known)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try await past.waiting().isEmpty)
            #expect(try await past.archive("verify", "--to", place, environment: known).status == 0)
        }
    }

    @Test(
        "What the service says of clocks, credentials and itself ends it with its code, and nothing is purged",
        arguments: [
            // SeaweedFS makes a bucket that it does not have.
            ("404 Not Found", "NoSuchBucket", 69, "There is no bucket archive", "Make it"),
            ("403 Forbidden", "RequestTimeTooSkewed", 77, "clock is", "Set the clock"),
            ("400 Bad Request", "ExpiredToken", 77, "temporary credentials have expired", "Get new ones"),
            ("507 Insufficient Storage", "", 74, "has no room left", "Make room"),
            ("503 Slow Down", "SlowDown", 75, "tried several times", "try again later"),
        ] as [(String, String, Int32, String, String)]
    )
    func answers(_ line: String, _ code: String, _ status: Int32, _ words: String, _ advice: String) async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(
                line,
                fields: ["Content-Type: application/xml", "Date: Tue, 15 Nov 1994 08:12:31 GMT"],
                text: "<Error><Code>\(code)</Code><Message>no</Message></Error>"
            )
        })
        defer { server.stop() }
        try await PastHome.with { past in
            let run = try await past.archive(
                "--to",
                "s3://archive/prices",
                environment: settings(server.origin.absoluteString, key: "AKIDNOBODY", secret: Sandbox.secret)
            )
            #expect(run.status == status, "\(run.errors)")
            #expect(run.errors.contains(words) && run.errors.contains(advice), "\(run.errors)")
            #expect(try await past.living() == PastHome.rows)
        }
    }

    @Test("A service that cannot be reached ends it with 75")
    func unreachable() async throws {
        let server = try ScriptedServer(answer: { _, _ in false })
        server.stop()
        try await PastHome.with { past in
            let run = try await past.archive(
                "--to",
                "s3://archive/prices",
                environment: settings(server.origin.absoluteString, key: "AKIDNOBODY", secret: Sandbox.secret)
            )
            #expect(run.status == 75 && run.errors.contains("\(server.origin.authority) cannot be reached"))
            #expect(try await past.living() == PastHome.rows)
        }
    }
}
