import HTTPTypes
import SalesCore
import Testing

@testable import SalesNotify

@Suite("A web hook's answer")
struct HookSecretTests {
    private static func carrier() throws -> WebCarrier {
        WebCarrier(
            kind: "The web hook",
            url: try PageURL("https://hooks.example/"),
            secrets: try secrets(),
            credentials: "its URL",
            settings: "its URL",
            client: TestClient.trusted()
        )
    }

    private static func secrets() throws -> HookSecrets {
        HookSecrets(
            url: try PageURL("https://hooks.example/services/T0/s3cret%2Bcanary?token=Qu3ry-canary&v=1"),
            fields: [.authorization: "Bearer F1eld-canary"]
        )
    }

    @Test(
        "is quoted without the hook's path, query and fields, however the service writes them",
        arguments: [
            "Cannot POST /services/T0/s3cret%2Bcanary?token=Qu3ry-canary&v=1", "no hook /services/T0/s3cret+canary",
            #"{"path":"\/services\/T0\/s3cret%2Bcanary"}"#, "bad token S3CRET%2BCANARY", "Qu3ry-canary is not known",
            "credentials “F1eld-canary” refused", "Authorization: Bearer F1eld-canary",
        ]
    )
    func quoted(_ body: String) throws {
        let padded = String(repeating: " ", count: 1_500) + body
        for text in [body, padded] {
            let response = FetchResponse(
                status: .notFound,
                body: Array(text.utf8),
                url: try PageURL("https://hooks.example/")
            )
            let answer = try Self.carrier().answer(response)
            #expect(!answer.lowercased().contains("canary") && answer.contains("…"), "\(answer)")
        }
    }

    @Test(
        "is quoted without the beginning of a secret that is cut where reading ends",
        arguments: [
            ("<p>", "/services/T0/s3cret%2Bcanary"), ("<p>", #"\/services\/T0\/s3cret%2Bcanary"#),
            ("<p>", "&#47;services&#47;T0&#47;s3cret%2Bcanary"), ("<title>", "Qu3ry-canary"),
        ]
    )
    func cut(beginning: String, secret: String) throws {
        let bound = 16 << 10
        let said = "There is no such hook here; whoever set it up may look for it where it was made."
        for shown in 1..<secret.utf8.count {
            let head = beginning + said
            // Nothing of a comment is shown, so that what stands behind it is.
            let gap = "<!--" + String(repeating: "x", count: bound - head.utf8.count - shown - 7) + "-->"
            let response = FetchResponse(
                status: .notFound,
                body: Array((head + gap + secret + String(repeating: " and so on", count: 9)).utf8),
                url: try PageURL("https://hooks.example/")
            )
            // Some of what stands before it goes with it.
            let words = try Self.carrier().answer(response).dropFirst("404 (“".count).dropLast("”)".count)
            #expect(words.count > 40 && said.hasPrefix(words), "\(words)")
        }
    }

    @Test("is quoted whole where it repeats nothing")
    func whole() throws {
        #expect(try Self.secrets().removed(from: "ok, v1 took it at T0") == "ok, v1 took it at T0")
    }
}
