import SalesCore
import SalesTesting
import SeaweedServer
import Testing

@testable import SalesAWS

@Suite("Places in S3")
struct S3PlaceTests {
    private static let region = AWSServer.region

    @Test("the bucket stands in the host at Amazon, and in the path at endpoints, unless it is said")
    func urls() throws {
        let endpoint = try PageURL("http://127.0.0.1:9000/")
        let proxied = try PageURL("https://storage.example/v1/s3/")
        let amazon = try S3Place(bucket: "our-archive", region: Self.region)
        let dotted = try S3Place(bucket: "archive.example.com", prefix: "sales", region: Self.region)
        let own = try S3Place(bucket: "archive", prefix: "a b/ü/", region: Self.region, endpoint: endpoint)
        let behind = try S3Place(bucket: "archive", region: Self.region, endpoint: proxied)
        let hosted = try S3Place(bucket: "archive", region: Self.region, endpoint: proxied, addressing: .virtualHost)
        let path = try S3Place(bucket: "archive", region: Self.region, addressing: .path)
        for (place, object, bucket) in [
            (
                amazon, "https://our-archive.s3.eu-central-1.amazonaws.com/a/b%3D1",
                "https://our-archive.s3.eu-central-1.amazonaws.com/"
            ),
            (
                dotted, "https://s3.eu-central-1.amazonaws.com/archive.example.com/sales/a/b%3D1",
                "https://s3.eu-central-1.amazonaws.com/archive.example.com"
            ),
            (own, "http://127.0.0.1:9000/archive/a%20b/%C3%BC/a/b%3D1", "http://127.0.0.1:9000/archive"),
            (behind, "https://storage.example/v1/s3/archive/a/b%3D1", "https://storage.example/v1/s3/archive"),
            (hosted, "https://archive.storage.example/v1/s3/a/b%3D1", "https://archive.storage.example/v1/s3/"),
            (
                path, "https://s3.eu-central-1.amazonaws.com/archive/a/b%3D1",
                "https://s3.eu-central-1.amazonaws.com/archive"
            ),
        ] {
            #expect(place.url(of: "a/b=1")?.absoluteString == object)
            #expect(place.url()?.absoluteString == bucket)
        }
        let query = own.url([("list-type", "2"), ("prefix", "a b/=&")])?.absoluteString
        #expect(query == "http://127.0.0.1:9000/archive?list-type=2&prefix=a%20b%2F%3D%26")
        #expect(amazon.listing == .keys && own.listing == .folders)
        #expect(dotted.description == "s3://archive.example.com/sales/")
    }

    @Test("China's regions have a domain of their own")
    func china() throws {
        let place = try S3Place(bucket: "archive", region: try #require(AWSRegion("cn-north-1")))
        #expect(place.url()?.absoluteString == "https://archive.s3.cn-north-1.amazonaws.com.cn/")
    }

    @Test(
        "names that no bucket has are refused",
        arguments: [
            "", "ab", "Archive", "a_b", "-abc", "abc-", "a..b", "a/b", "é23", String(repeating: "a", count: 64),
        ]
    )
    func buckets(_ name: String) {
        let error = #expect(throws: S3Place.Invalid.self) { try S3Place(bucket: name, region: Self.region) }
        #expect(error?.description.contains("is no name of a bucket") == true)
    }

    @Test(
        "what cannot stand before keys is refused",
        arguments: ["/", "/a", "a//b", "a/../b", "./a", "..", "a\nb", String(repeating: "a", count: 512)]
    )
    func prefixes(_ prefix: String) {
        let error = #expect(throws: S3Place.Invalid.self) {
            try S3Place(bucket: "archive", prefix: prefix, region: Self.region)
        }
        #expect(error?.description.contains("cannot stand before keys") == true)
    }

    @Test("an endpoint has no query")
    func endpoints() throws {
        let endpoint = try PageURL("https://storage.example/?x=1")
        #expect(throws: S3Place.Invalid.self) {
            try S3Place(bucket: "archive", region: Self.region, endpoint: endpoint)
        }
    }

    @Test("the longest prefix, the longest key and a list behind them have URLs")
    func longest() throws {
        let prefix = String(repeating: "=", count: S3Place.maximumPrefixBytes - 1) + "/"
        let key = String(repeating: "=", count: ArchiveLimits.keyBytes)
        let place = try S3Place(bucket: String(repeating: "a", count: 63), prefix: prefix, region: Self.region)
        #expect(place.url(of: key, [("partNumber", "10000"), ("uploadId", String(repeating: "a", count: 200))]) != nil)
    }

    @Test("parts have a size that S3 takes")
    func parts() {
        #expect(S3Archiver.Options(partBytes: 1).partBytes == 5 << 20)
        #expect(S3Archiver.Options(partBytes: .max).partBytes == 64 << 20)
        #expect(S3Archiver.Options().partBytes == nil)
    }

    @Test("objects go in parts at Amazon, and whole where two that complete them might both win")
    func usualParts() throws {
        let client = try S3Bed.client(SeaweedServer.archivist)
        let amazon = try S3Place(bucket: "our-archive", region: Self.region)
        let endpoint = try PageURL("https://minio.example:9000")
        let own = try S3Place(bucket: "our-archive", region: Self.region, endpoint: endpoint)
        #expect(S3Archiver(in: amazon, client: client).partBytes == 16 << 20)
        #expect(S3Archiver(in: own, client: client).partBytes == ArchiveLimits.objectBytes)
        let asked = S3Archiver.Options(partBytes: 8 << 20)
        #expect(S3Archiver(in: own, options: asked, client: client).partBytes == 8 << 20)
    }
}
