import Crypto
import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("Requests to S3, and what its refusals mean", .timeLimit(.minutes(15)))
struct S3RequestTests {
    private static let bytes = Array("day,price\r\n".utf8)
    private static let later = RetryAdvice.later(after: nil)

    @Test("a write has its condition, its hashes, its encryption and a signature")
    func put() async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        let options = S3Archiver.Options(encryption: .kms(keyID: "arn:aws:kms:eu-central-1:1:key/a"))
        let archiver = try S3Bed.archiver(at: service, options: options)
        #expect(try await archiver.write(Self.bytes, to: "prices/date=2026-11-24/part-00000.csv.gz") == .written)
        let request = try #require(service.requests.first)
        #expect(request.method == "PUT")
        #expect(request.target == "/archive/sales/prices/date%3D2026-11-24/part-00000.csv.gz")
        let digest = SHA256.hash(data: Self.bytes)
        for (name, value) in [
            ("If-None-Match", "*"), ("Content-Type", "application/gzip"),
            ("x-amz-content-sha256", digest.hexadecimal),
            ("x-amz-checksum-sha256", Data(digest).base64EncodedString()),
            ("x-amz-server-side-encryption", "aws:kms"),
            ("x-amz-server-side-encryption-aws-kms-key-id", "arn:aws:kms:eu-central-1:1:key/a"),
            ("x-amz-security-token", "t0ken-canary"),
        ] { #expect(request.field(name) == value, "\(name)") }
        let start =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/us-east-1/s3/aws4_request, "
            + "SignedHeaders=content-type;host;if-none-match;x-amz-checksum-sha256;x-amz-content-sha256;x-amz-date;"
            + "x-amz-security-token;"
            + "x-amz-server-side-encryption;x-amz-server-side-encryption-aws-kms-key-id, Signature="
        #expect(request.field("Authorization")?.hasPrefix(start) == true, "\(request.field("Authorization") ?? "")")
    }

    @Test(
        "every object is encrypted as it is set, whole or in parts, and no request lets anybody else see it",
        arguments: [
            (S3Encryption.aes256, "AES256", nil), (.kms(keyID: nil), "aws:kms", nil),
            (.kms(keyID: "key-1"), "aws:kms", "key-1"),
        ] as [(S3Encryption, String, String?)]
    )
    func encryption(_ encryption: S3Encryption, _ name: String, _ key: String?) async throws {
        for partBytes in [1 << 20, 4] {
            let service = try ScriptedS3()
            defer { service.stop() }
            let options = S3Archiver.Options(encryption: encryption)
            let archiver = try S3Bed.archiver(at: service, options: options, partBytes: partBytes)
            #expect(try await archiver.write(Self.bytes, to: "a.csv") == .written)
            // What makes an object: the request that proves the condition would make one, too.
            let making = service.requests.filter { [.put, .create].contains(ScriptedCall($0).operation) }
            #expect(!making.isEmpty)
            for request in making {
                #expect(request.field("x-amz-server-side-encryption") == name)
                #expect(request.field("x-amz-server-side-encryption-aws-kms-key-id") == key)
            }
            for request in service.requests {
                let granting = ["x-amz-acl", "x-amz-grant"].filter { field in
                    request.lines.contains { $0.lowercased().hasPrefix(field) }
                }
                #expect(granting == [] && !request.target.contains("acl"), "\(request.target)")
            }
        }
    }

    @Test("services that do not know checksums and encryption are not troubled with them")
    func plain() async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        let options = S3Archiver.Options(sendsChecksums: false)
        for (key, partBytes) in [("a", 1 << 20), ("b", 4)] {
            let archiver = try S3Bed.archiver(at: service, options: options, partBytes: partBytes)
            #expect(try await archiver.write(Self.bytes, to: key) == .written)
        }
        for request in service.requests where request.method != "GET" {
            let unwanted = request.lines.filter { $0.lowercased().contains("checksum") || $0.contains("encryption") }
            #expect(unwanted == [])
        }
    }

    @Test("a read asks for no coding, and takes one that the object is kept in for a part of it")
    func verbatim() async throws {
        let packed = FetcherSamples.gzipPrice
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(fields: ["Content-Encoding: gzip"], body: packed)
        })
        defer { server.stop() }
        let place = try S3Place(bucket: "archive", region: S3Bed.region, endpoint: server.origin)
        let archiver = S3Archiver(in: place, client: S3Bed.client(AWSServer.credentials, time: HastyClock()))
        #expect(try await archiver.read("a.csv.gz") == packed)
        #expect(server.requests.first?.field("Accept-Encoding") == "identity")
    }

    @Test("what is no key is nowhere, and is not asked for")
    func noKeys() async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service)
        for key in ["", "A", "../a", "a//b"] { #expect(try await archiver.read(key) == nil) }
        #expect(try await archiver.list(prefix: "É", after: nil, limit: 1).elements == [])
        let error = await #expect(throws: ArchiveError.self) {
            try await archiver.list(prefix: "", after: PageToken(text: "../x"), limit: 1)
        }
        #expect(error?.code == .invalidArgument && service.requests.isEmpty)
    }

    @Test("temporary credentials that have expired are replaced once")
    func expired() async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        service.script(.put, .answers(400, "ExpiredToken"))
        let archiver = try S3Bed.archiver(at: service)
        #expect(try await archiver.write(Self.bytes, to: "a") == .written)
        service.script(.get, .answers(400, "ExpiredToken"), .answers(400, "ExpiredToken"))
        let error = await #expect(throws: ArchiveError.self) { try await archiver.read("a") }
        #expect(error?.code == .denied && error?.message.contains("have expired. Get new ones") == true)
    }

    /// What S3 answers, and the code, advice and words that it gets.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let status: Int
        let code: String
        let expected: ArchiveErrorCode
        let advice: RetryAdvice
        let words: String

        init(_ status: Int, _ code: String, _ expected: ArchiveErrorCode, _ advice: RetryAdvice, _ words: String) {
            (self.status, self.code, self.expected, self.advice, self.words) = (status, code, expected, advice, words)
        }

        var testDescription: String { "\(status) \(code)" }
    }

    static let refusals = [
        Refusal(404, "NoSuchBucket", .unavailable, .never, "There is no bucket archive"),
        Refusal(403, "AccessDenied", .denied, .never, "s3:ListBucket"),
        Refusal(403, "", .denied, .never, "s3:ListBucket"),
        Refusal(403, "InvalidAccessKeyId", .denied, .never, "does not know the access key"),
        Refusal(403, "SignatureDoesNotMatch", .denied, .never, "Check the credentials"),
        Refusal(403, "RequestTimeTooSkewed", .denied, .never, "Set the clock"),
        Refusal(301, "PermanentRedirect", .unavailable, .never, "Check the region"),
        Refusal(307, "TemporaryRedirect", .unavailable, .never, "Check the region"),
        Refusal(302, "", .unavailable, .never, "Check the region"),
        Refusal(400, "AuthorizationHeaderMalformed", .unavailable, .never, "Check the region"),
        Refusal(501, "NotImplemented", .other, .never, "If-None-Match"),
        Refusal(403, "QuotaExceeded", .full, later, "Make room"),
        Refusal(507, "XMinioStorageFull", .full, later, "Make room"),
        Refusal(507, "", .full, later, "Make room"),
        Refusal(403, "InvalidObjectState", .unavailable, later, "Glacier"),
        Refusal(400, "InvalidArgument", .other, .never, "Check the bucket, the prefix and the options"),
        Refusal(400, "KMS.DisabledException", .other, .never, "KMS.Disabled"),
    ]

    @Test("what S3 refuses is told in words of ours, once, and without what it repeats", arguments: refusals)
    func refused(_ refusal: Refusal) async throws {
        let service = try ScriptedS3(chance: { _ in .answers(refusal.status, refusal.code) })
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service)
        let errors = [
            await #expect(throws: ArchiveError.self) { _ = try await archiver.write(Self.bytes, to: "a") },
            await #expect(throws: ArchiveError.self) { _ = try await archiver.read("a") },
            await #expect(throws: ArchiveError.self) { _ = try await archiver.list(prefix: "", after: nil, limit: 1) },
        ]
        for error in errors {
            #expect(error?.code == refusal.expected && error?.advice == refusal.advice, "\(String(describing: error))")
            #expect(error?.message.contains(refusal.words) == true, "\(String(describing: error))")
            #expect(error?.message.contains(service.origin.authority) == true)
            #expect(error.map { "\($0)".contains("canary") } == false)
        }
        #expect(service.requests.count == 3)
    }

    @Test("the region that a bucket is in is told, whether a field or the body names it")
    func region() async throws {
        let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-1</Region></Error>"
        for (status, fields, text) in [
            ("301 Moved Permanently", ["x-amz-bucket-region: eu-west-1"], ""), ("400 Bad Request", [], body),
        ] {
            let server = try ScriptedServer(answer: { _, connection in
                connection.respond(status, fields: fields, text: text)
            })
            defer { server.stop() }
            let place = try S3Place(bucket: "archive", region: S3Bed.region, endpoint: server.origin)
            let archiver = S3Archiver(in: place, client: S3Bed.client(AWSServer.credentials, time: HastyClock()))
            let error = await #expect(throws: ArchiveError.self) { try await archiver.read("a") }
            #expect(error?.message.contains("is in eu-west-1, not in us-east-1. Set the region to eu-west-1") == true)
        }
    }

    @Test(
        "a clock that is wrong is told by the date of the answer",
        arguments: [
            ("Sun, 01 Mar 2026 13:01:00 GMT", "61 minutes behind"),
            ("Sun, 01 Mar 2026 11:40:00 GMT", "20 minutes ahead of"),
            ("Sun, 01 Mar 2026 12:01:40 GMT", "100 seconds behind"), ("tomorrow", "clock differs"),
        ]
    )
    func skew(_ date: String, _ words: String) async throws {
        let server = try ScriptedServer(answer: { _, connection in
            let text = "<Error><Code>RequestTimeTooSkewed</Code><Message>no</Message></Error>"
            return connection.respond("403 Forbidden", fields: ["Date: \(date)"], text: text)
        })
        defer { server.stop() }
        let place = try S3Place(bucket: "archive", region: S3Bed.region, endpoint: server.origin)
        let archiver = S3Archiver(in: place, client: S3Bed.client(AWSServer.credentials, time: HastyClock()))
        let error = await #expect(throws: ArchiveError.self) { try await archiver.read("a") }
        #expect(error?.message.contains(words) == true && error?.code == .denied, "\(String(describing: error))")
        #expect(server.requests.count == 1)
    }

    @Test("credentials that are missing, and servers that cannot prove who they are, are told")
    func beforeTheRequest() async throws {
        let place = try S3Place(bucket: "archive", region: S3Bed.region)
        let archiver = S3Archiver(in: place, client: S3Bed.client(CredentialChain([]), time: HastyClock()))
        let error = await #expect(throws: ArchiveError.self) { try await archiver.read("a") }
        #expect(error?.code == .denied && error?.advice == .never)
        #expect(error?.message.contains("Set AWS_ACCESS_KEY_ID") == true)
        let certificate = S3Trouble(.exchange(FetchError(.tls, message: "")), at: place)
        #expect(!certificate.isPassing && certificate.error.message.contains("Check its certificate"))
        let handshake = S3Trouble(.exchange(FetchError(.tls, advice: Self.later, message: "")), at: place)
        #expect(handshake.isPassing && handshake.error.code == .unavailable)
    }
}
