import HTTPTypes
import SalesCore
import Testing

@testable import SalesAWS

@Suite("Signatures")
struct RequestSignerTests {
    /// A case of AWS's published test suite (`aws-sig-v4-test-suite`), whose requests go to one host at one time.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var method = "GET"
        var path = "/"
        var query: String?
        var fields: [(String, String)] = []
        var body = ""
        var token: String?
        let signature: String

        var testDescription: String { name }
    }

    @Test("are those of AWS's published test suite", arguments: suite)
    func published(_ its: Case) throws {
        let credentials = try #require(
            AWSCredentials(
                accessKeyID: "AKIDEXAMPLE",
                secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                sessionToken: its.token
            )
        )
        var fields = HTTPFields()
        for (name, value) in its.fields {
            fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        let request = SignableRequest(
            method: its.method,
            host: "example.amazonaws.com",
            path: its.path,
            query: its.query,
            fields: fields,
            body: Array(its.body.utf8)
        )
        let signer = RequestSigner(service: "service", region: try #require(AWSRegion("us-east-1")))
        let moment = try #require(Timestamp(iso8601: "2015-08-30T12:36:00Z"))
        let signed = signer.signed(request, with: credentials, at: moment)
        let names =
            (its.fields.map { $0.0.lowercased() } + ["host", "x-amz-date"])
            + (its.token == nil ? [] : ["x-amz-security-token"])
        #expect(
            signed[.authorization]
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=\(Set(names).sorted().joined(separator: ";")), Signature=\(its.signature)"
        )
        #expect(signed[.amzDate] == "20150830T123600Z" && signed[.amzSecurityToken] == its.token)
    }

    /// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Examples".
    static let objects: [Case] = [
        Case(
            name: "GET Object",
            path: "/test.txt",
            fields: [("Range", "bytes=0-9")],
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        ),
        Case(
            name: "PUT Object",
            method: "PUT",
            path: "/test%24file.text",
            fields: [("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            body: "Welcome to Amazon S3.",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        ),
        Case(
            name: "PUT Object with a sign in its key that needs no escape on the way",
            method: "PUT",
            path: "/test$file.text",
            fields: [("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            body: "Welcome to Amazon S3.",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        ),
        Case(
            name: "GET Bucket Lifecycle",
            query: "lifecycle",
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        ),
        Case(
            name: "GET Bucket (List Objects)",
            query: "prefix=J&max-keys=2",
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        ),
    ]

    @Test("of S3 encode the path once and cover the body's hash, as its documentation shows", arguments: objects)
    func objectStore(_ its: Case) throws {
        let credentials = try #require(
            AWSCredentials(
                accessKeyID: "AKIAIOSFODNN7EXAMPLE",
                secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
            )
        )
        var fields = HTTPFields()
        for (name, value) in its.fields { fields[try #require(HTTPField.Name(name))] = value }
        let request = SignableRequest(
            method: its.method,
            host: "examplebucket.s3.amazonaws.com",
            path: its.path,
            query: its.query,
            fields: fields,
            body: Array(its.body.utf8)
        )
        let signer = RequestSigner(service: "s3", region: try #require(AWSRegion("us-east-1")))
        let moment = try #require(Timestamp(iso8601: "2013-05-24T00:00:00Z"))
        let signed = signer.signed(request, with: credentials, at: moment)
        #expect(signed[.authorization]?.hasSuffix("Signature=\(its.signature)") == true)
        #expect(signed[.amzContentHash]?.count == 64)
    }

    @Test("encode the path of other services a second time")
    func encodedAgain() throws {
        let url = try PageURL("https://email.example/v2/email/identities/a%40b.example/policies/x%2Fy")
        let canonical = CanonicalRequest(SignableRequest("GET", url), payloadHash: "", encodesPathAgain: true)
        let line = canonical.text.split(separator: "\n").dropFirst().first
        #expect(line?.hasSuffix("/policies/x%252Fy") == true)
    }

    @Test("name the port where it is not the usual one")
    func port() throws {
        let url = try PageURL("http://127.0.0.1:4566/")
        let canonical = CanonicalRequest(SignableRequest("POST", url), payloadHash: "", encodesPathAgain: true)
        #expect(canonical.text.contains("\nhost:127.0.0.1:4566\n"))
    }

    static let suite: [Case] = [
        Case(
            name: "get-vanilla",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        Case(
            name: "get-vanilla-query-order-key-case",
            query: "Param2=value2&Param1=value1",
            signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        ),
        Case(
            name: "get-vanilla-empty-query-key",
            query: "Param1=value1",
            signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"
        ),
        Case(
            name: "get-vanilla-utf8-query",
            query: "ሴ=bar",
            signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"
        ),
        Case(
            name: "get-utf8",
            path: "/ሴ",
            signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"
        ),
        Case(
            name: "get-space",
            path: "/example space/",
            signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"
        ),
        Case(
            name: "get-unreserved",
            path: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"
        ),
        Case(
            name: "get-header-key-duplicate",
            fields: [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")],
            signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"
        ),
        Case(
            name: "get-header-value-trim",
            fields: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
            signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
        ),
        Case(
            name: "post-vanilla",
            method: "POST",
            signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        ),
        Case(
            name: "post-vanilla-query",
            method: "POST",
            query: "Param1=value1",
            signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
        ),
        Case(
            name: "post-sts-header-before",
            method: "POST",
            token:
                "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==",
            signature: "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"
        ),
        Case(
            name: "post-x-www-form-urlencoded",
            method: "POST",
            fields: [("Content-Type", "application/x-www-form-urlencoded")],
            body: "Param1=value1",
            signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
        ),
    ]
}
