import SalesCore
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("What S3 writes, and how long it is waited for")
struct S3TextTests {
    private static let list = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
          <Name>archive</Name><Prefix>sales/</Prefix><KeyCount>3</KeyCount><MaxKeys>3</MaxKeys>
          <Delimiter/><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
          <NextContinuationToken>1/a&amp;b==</NextContinuationToken>
          <Contents><Key>sales/a%3D1.csv</Key><ETag>&quot;1&quot;</ETag><Owner><ID>Key</ID></Owner></Contents>
          <Contents><Key>other/b.csv</Key></Contents>
          <CommonPrefixes><Prefix>sales/prices/</Prefix></CommonPrefixes>
        </ListBucketResult>
        """

    @Test("a list has its keys, folders and continuation, and only what stands behind the prefix")
    func reads() throws {
        var listing = try #require(S3Listing(Array(Self.list.utf8)))
        #expect(listing.keys == ["sales/a=1.csv", "other/b.csv"] && listing.folders == ["sales/prices/"])
        #expect(listing.isTruncated && listing.continuation == "1/a&b==")
        listing.cut("sales/")
        #expect(listing.keys == ["a=1.csv"] && listing.folders == ["prices/"])
    }

    @Test("keys that come as they are are taken as they are")
    func notEncoded() throws {
        let text = Self.list.replacing("<EncodingType>url</EncodingType>", with: "")
        #expect(try #require(S3Listing(Array(text.utf8))).keys.first == "sales/a%3D1.csv")
    }

    @Test("what is cut off or changed anywhere is no list, or another one, and does no harm")
    func damaged() {
        let bytes = Array(Self.list.utf8)
        for count in 0..<bytes.count { #expect(S3Listing(Array(bytes.prefix(count))) == nil, "\(count)") }
        var random = SeededRandom(seed: 5)
        for _ in 0..<5_000 {
            var changed = bytes
            let index = Int.random(in: 0..<bytes.count, using: &random)
            changed[index] = UInt8.random(in: 0...255, using: &random)
            _ = S3Listing(changed)
        }
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(XMLElements.read(Array(deep.utf8)) == nil)
    }

    @Test(
        "what is no document is none",
        arguments: [
            "", "text", "<a>", "</a>", "<a></b>", "<a></a><b></b>", "x<a></a>", "<a></a>x", "<>", "<a",
            "<a><b></a></b>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a><!-- --></a>", "{\"a\": 1}",
        ]
    )
    func noDocument(_ text: String) {
        #expect(XMLElements.read(Array(text.utf8)) == nil)
    }

    @Test("elements are innermost texts with their paths")
    func elements() throws {
        let found = try #require(XMLElements.read(Array("<a x=\"1\"><b>1 &lt; 2</b><c/><d ><e></e>y</d></a>\n".utf8)))
        #expect(found.root == "a" && found.texts.map(\.path) == ["a/b", "a/c", "a/d/e"])
        #expect(found.texts.map(\.text) == ["1 < 2", "", ""])
    }

    @Test("waits double up to the longest, at least half of each is kept, and the service's own wish is obeyed")
    func waits() {
        var random = RandomSource.seeded(9)
        let patience = S3Patience(
            attempts: 12,
            firstWait: .milliseconds(100),
            longestWait: .seconds(2),
            total: .seconds(60)
        )
        for _ in 0..<200 {
            for (attempt, longest) in [(1, 100), (2, 200), (3, 400), (5, 1_600), (6, 2_000), (11, 2_000)] {
                let wait = patience.wait(after: attempt, asked: nil, spent: .zero, using: &random)
                #expect((Int64(longest / 2)...Int64(longest)).contains(wait?.wholeMilliseconds ?? 0))
            }
        }
        #expect(patience.wait(after: 1, asked: .seconds(7), spent: .zero, using: &random) == .seconds(7))
        #expect(patience.wait(after: 1, asked: .seconds(7), spent: .seconds(54), using: &random) == nil)
        #expect(patience.wait(after: 12, asked: nil, spent: .zero, using: &random) == nil)
        #expect(S3Patience.none.wait(after: 1, asked: nil, spent: .zero, using: &random) == nil)
    }

    @Test("what people see an object as is told by its key")
    func types() {
        for (key, type) in [
            ("a/b.csv", "text/csv; charset=utf-8"), ("a.csv.gz", "application/gzip"), ("a.csv.zst", "application/zstd"),
            ("archive.json", "application/json"), ("a/b", "application/octet-stream"), ("gz", "application/gzip"),
        ] { #expect(S3Archiver.contentType(of: key) == type) }
    }
}
