import Foundation
import HTTPTypes
import SalesCore
import SalesCurl
import SalesTesting
import Synchronization
import Testing

@testable import SalesAWS

@Suite("Credentials for AWS", .timeLimit(.minutes(15)))
struct CredentialTests {
    private static let environment = [
        "AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "env-canary", "AWS_SESSION_TOKEN": "t0ken-canary",
    ]

    @Test("come from the environment, whole or not at all")
    func environment() async throws {
        let found = try await EnvironmentCredentials(Self.environment).credentials()
        #expect(found?.accessKeyID == "AKIDENV" && found?.secretAccessKey == "env-canary")
        #expect(found?.sessionToken == "t0ken-canary" && found?.expiresAt == nil)
        #expect(try await EnvironmentCredentials(["AWS_ACCESS_KEY_ID": ""]).credentials() == nil)
        for broken in [["AWS_ACCESS_KEY_ID": "AKID"], ["AWS_SECRET_ACCESS_KEY": "env-canary"]] {
            let error = await #expect(throws: CredentialError.self) {
                try await EnvironmentCredentials(broken).credentials()
            }
            #expect(error?.reason == .unusable && error?.message.contains("canary") == false)
        }
    }

    @Test("come from the profile that is named, the file of credentials first")
    func profiles() async throws {
        let folder = try TemporaryFolder()
        let credentials = try folder.file(
            "credentials",
            """
            # ours
            [default]
            aws_access_key_id = AKIDDEFAULT
            aws_secret_access_key=default-canary # not part of it
            [work]
            aws_access_key_id = AKIDWORK
            aws_secret_access_key = work/can#ary+=
            aws_session_token = t0ken
            [half]
            aws_access_key_id = AKIDHALF
            """
        )
        let config = try folder.file(
            "config",
            """
            [profile work]
            aws_access_key_id = AKIDCONFIG
            aws_secret_access_key = config
            [profile lab]
            region = eu-central-1
            aws_access_key_id = AKIDLAB
            aws_secret_access_key = lab
            s3 =
              aws_access_key_id = nested
            [profile role]
            role_arn = arn:aws:iam::123456789012:role/x
            """
        )
        func source(_ profile: String?) -> ProfileCredentials {
            ProfileCredentials(profile: profile, credentialsFile: credentials, configFile: config)
        }
        #expect(try await source(nil).credentials()?.accessKeyID == "AKIDDEFAULT")
        #expect(try await source(nil).credentials()?.secretAccessKey == "default-canary")
        #expect(try await source("work").credentials()?.secretAccessKey == "work/can#ary+=")
        #expect(try await source("lab").credentials()?.accessKeyID == "AKIDLAB")
        for (profile, words) in [("role", "role_arn"), ("half", "only one"), ("none", "has no keys")] {
            let error = await #expect(throws: CredentialError.self) { try await source(profile).credentials() }
            #expect(error?.reason == .unusable && error?.message.contains(words) == true)
            #expect(error?.message.contains("canary") == false)
        }
        let nowhere = ProfileCredentials(profile: nil, credentialsFile: folder.path("a"), configFile: folder.path("b"))
        #expect(try await nowhere.credentials() == nil)
    }

    @Test("come from a container's endpoint, with the token of its file")
    func container() async throws {
        let folder = try TemporaryFolder()
        let token = try folder.file("token", "Bearer t0ken-canary\n")
        let server = try ScriptedServer(answer: { request, connection in
            guard request.field("Authorization") == "Bearer t0ken-canary" else {
                return connection.respond("403 Forbidden", text: "s3cret-canary")
            }
            return connection.respond(text: Self.answer)
        })
        defer { server.stop() }
        let place = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(try server.url("/role?x=1"))"]
        let known = place.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": token]) { $1 }
        let found = try await ContainerCredentials(known, client: AWSServer.http).credentials()
        #expect(found?.accessKeyID == "ASIAROLE" && found?.secretAccessKey == "s3cret-canary")
        #expect(found?.sessionToken == "t0ken-canary" && found?.expiresAt == Timestamp(iso8601: "2026-03-01T18:00:00Z"))
        #expect(server.requests.first?.target == "/role?x=1")
        let unknown = place.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN": "wrong-canary"]) { $1 }
        let error = await #expect(throws: CredentialError.self) {
            try await ContainerCredentials(unknown, client: AWSServer.http).credentials()
        }
        #expect(error?.reason == .unusable && error?.message.contains("403") == true)
        #expect(error?.message.contains("canary") == false)
        #expect(try await ContainerCredentials([:], client: AWSServer.http).credentials() == nil)
    }

    @Test(
        "are asked of no other host over plain HTTP",
        arguments: [
            ("http://127.0.0.1/x", true), ("http://127.1.2.3:81/x", true), ("http://[::1]/x", true),
            ("http://169.254.170.2/x", true), ("http://169.254.170.23/x", true), ("http://[fd00:ec2::23]/x", true),
            ("http://localhost/x", true), ("http://169.254.169.254/x", false), ("http://127.evil.example/x", false),
            ("http://127.0.0.1.evil.example/x", false), ("http://10.0.0.1/x", false), ("http://evil.example/x", false),
        ]
    )
    func plainHosts(_ text: String, _ isAllowed: Bool) throws {
        #expect(ContainerCredentials.isPlainAllowed(try PageURL(text).host) == isAllowed)
    }

    @Test(
        "are refused where the container's variables lead elsewhere",
        arguments: [
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://evil.example/x"],
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "file:///etc/passwd"],
            ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": ".evil.example/x"],
            ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "@evil.example/x"],
            [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9/x",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": "a\r\nHost: evil.example",
            ],
            [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9/x",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/nonexistent/token",
            ],
        ]
    )
    func misledContainer(_ environment: [String: String]) async throws {
        let error = await #expect(throws: CredentialError.self) {
            try await ContainerCredentials(environment, client: AWSServer.http).credentials()
        }
        #expect(error?.reason == .unusable)
    }

    @Test("come from an instance's metadata, with a token that is asked for first")
    func instance() async throws {
        let server = try ScriptedServer(answer: { request, connection in
            switch (request.method, request.target) {
            case ("PUT", "/latest/api/token"):
                let seconds = request.field("X-aws-ec2-metadata-token-ttl-seconds")
                return connection.respond(seconds == "60" ? "200 OK" : "400 Bad Request", text: "metadata-token")
            case ("GET", _) where request.field("X-aws-ec2-metadata-token") != "metadata-token":
                return connection.respond("401 Unauthorized")
            case ("GET", "/latest/meta-data/iam/security-credentials/"): return connection.respond(text: "our role\n")
            case ("GET", "/latest/meta-data/iam/security-credentials/our%20role"):
                return connection.respond(text: Self.answer)
            default: return connection.respond("404 Not Found")
            }
        })
        defer { server.stop() }
        let source = InstanceCredentials(client: AWSServer.http, endpoint: "http://\(server.origin.authority)")
        #expect(try await source.credentials()?.accessKeyID == "ASIAROLE")
        #expect(server.requests.map(\.method) == ["PUT", "GET", "GET"])
    }

    @Test("are not asked of an instance that is none")
    func noInstance() async throws {
        let gone = try ScriptedServer { _, _ in }
        gone.stop()
        defer { withExtendedLifetime(gone) {} }
        let source = InstanceCredentials(client: AWSServer.http, endpoint: "http://\(gone.origin.authority)")
        #expect(try await source.credentials() == nil)
    }

    @Test("are waited for where an instance's metadata is silent or busy, and end nothing for good")
    func busyInstance() async throws {
        for status in [nil, "503 Service Unavailable", "429 Too Many Requests"] {
            let server = try ScriptedServer { _, connection in
                guard let status else { return !connection.waitForClose() }
                return connection.respond(status)
            }
            defer { server.stop() }
            let source = InstanceCredentials(client: AWSServer.http, endpoint: "http://\(server.origin.authority)")
            let error = await #expect(throws: CredentialError.self) { try await source.credentials() }
            #expect(error?.reason == .unavailable && error?.advice == .later(after: nil), "\(status ?? "silent")")
        }
    }

    @Test("come from the first place that is set up, and the end of the chain says what to do")
    func chain() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("c", "[default]\naws_access_key_id=AKIDFILE\naws_secret_access_key=x\n")
        func chain(_ extra: [String: String]) -> CredentialChain {
            let environment = ["AWS_EC2_METADATA_DISABLED": "true"].merging(extra) { $1 }
            return .standard(environment: environment, homeFolder: folder.path("home"), client: AWSServer.http)
        }
        let both = Self.environment.merging(["AWS_SHARED_CREDENTIALS_FILE": file]) { $1 }
        #expect(try await chain(both).credentials()?.accessKeyID == "AKIDENV")
        #expect(
            try await chain(["AWS_SHARED_CREDENTIALS_FILE": file]).credentials()?.accessKeyID == "AKIDFILE"
        )
        let error = await #expect(throws: CredentialError.self) { try await chain([:]).credentials() }
        #expect(error?.reason == .notConfigured && error?.message.contains("AWS_ACCESS_KEY_ID") == true)
    }

    @Test("are in no description, mirror or dump")
    func privacy() throws {
        let credentials = AWSServer.credentials
        let container = ContainerCredentials(
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "t0ken-canary"],
            client: AWSServer.http
        )
        let cache = CredentialCache(credentials, time: ManualClock())
        let holders: [Any] = [
            credentials, EnvironmentCredentials(Self.environment), container, AWSServer.client(),
            CredentialChain([credentials, container]), cache,
            SNSSubscription(
                topic: try #require(SNSTopic(arn: "arn:aws:sns:eu-central-1:123456789012:t")),
                token: "canary"
            ),
        ]
        for holder in holders {
            var dumped = ""
            dump(holder, to: &dumped)
            for text in ["\(holder)", String(reflecting: holder), dumped] {
                #expect(!text.contains("canary"), "\(text)")
            }
        }
        #expect("\(credentials)" == "AWS key AKIDEXAMPLE")
    }

    @Test("hold no character that a field cannot", arguments: ["", "a b", "a\r\nb", "a\u{0}", "ä", " a"])
    func unusable(_ text: String) {
        #expect(AWSCredentials(accessKeyID: text, secretAccessKey: "x") == nil)
        #expect(AWSCredentials(accessKeyID: "x", secretAccessKey: text) == nil)
        #expect(AWSCredentials(accessKeyID: "x", secretAccessKey: "x", sessionToken: text) == nil)
    }

    static let answer = """
        {"Code":"Success","AccessKeyId":"ASIAROLE","SecretAccessKey":"s3cret-canary","Token":"t0ken-canary",\
        "Expiration":"2026-03-01T18:00:00Z"}
        """
}
