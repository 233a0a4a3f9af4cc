import Foundation
import SalesCompression
import SalesTesting
import Testing

@testable import SalesCurl

@Suite("Undoing content codings")
struct ContentDecoderTests {
    /// `<p>39.99 EUR</p>` in each coding.
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let coding: ContentCoding
        let base64: String

        var testDescription: String { name }
        var body: [UInt8] { Data(base64Encoded: base64).map { Array($0) } ?? [] }
    }

    static let samples = [
        Sample(name: "gzip", coding: .gzip, base64: "H4sIAAAAAAACA7MpsDO21LO0VHANDbLRL7ADAMb/WrsQAAAA"),
        Sample(name: "deflate with zlib's header", coding: .deflate, base64: "eJyzKbAzttSztFRwDQ2y0S+wAwAiUgQc"),
        Sample(name: "bare deflate", coding: .deflate, base64: "symwM7bUs7RUcA0NstEvsAMA"),
        Sample(name: "brotli", coding: .brotli, base64: "iweAPHA+MzkuOTkgRVVSPC9wPgM="),
        Sample(name: "zstandard", coding: .zstandard, base64: "KLUv/SQQgQAAPHA+MzkuOTkgRVVSPC9wPs2G7R0="),
    ]
    private static let text = Array("<p>39.99 EUR</p>".utf8)

    private static let bombs: [(body: [UInt8], coding: ContentCoding, length: Int)] = [
        (FetcherSamples.gzipBomb, .gzip, 2_000_000), (FetcherSamples.deflateBomb, .deflate, 2_000_000),
        (FetcherSamples.brotliBomb, .brotli, 20_000_000), (FetcherSamples.zstandardBomb, .zstandard, 16 << 20),
    ]

    private func decode(
        _ body: [UInt8],
        _ codings: ContentCoding...,
        limit: Int = 1_000_000
    ) throws(ContentDecoder.Failure) -> [UInt8] {
        try ContentDecoder.decode(body, codings: codings, limit: limit)
    }

    @Test("gives what was coded, also with something behind it", arguments: samples)
    func decodes(_ sample: Sample) throws {
        #expect(try decode(sample.body, sample.coding) == Self.text)
        for garbage in ["\0", "\r\n", "<!-- served by cache 7 -->", "\u{1F}"] {
            #expect(try decode(sample.body + Array(garbage.utf8), sample.coding) == Self.text)
        }
    }

    @Test("what ends early is damaged, wherever it ends", arguments: samples)
    func endsEarly(_ sample: Sample) {
        for count in 1..<sample.body.count {
            let part = Array(sample.body.prefix(count))
            #expect(throws: ContentDecoder.Failure.damaged, "\(count)") { try decode(part, sample.coding) }
        }
    }

    @Test("no changed bit does harm, and none passes for another text where there is a checksum", arguments: samples)
    func changedBits(_ sample: Sample) {
        let hasChecksum = sample.coding != .brotli && sample.name != "bare deflate"
        for bit in 0..<(sample.body.count * 8) {
            var body = sample.body
            body[bit / 8] ^= 1 << (bit % 8)
            let found = try? decode(body, sample.coding)
            // In zstandard's header a changed bit may mean that there is no checksum.
            if hasChecksum, bit / 8 > 5 { #expect(found == nil || found == Self.text, "bit \(bit)") }
        }
    }

    @Test("a body may be as large as the limit and no larger")
    func limit() throws {
        for sample in Self.samples {
            #expect(try decode(sample.body, sample.coding, limit: Self.text.count) == Self.text)
            #expect(throws: ContentDecoder.Failure.tooLarge) {
                try decode(sample.body, sample.coding, limit: Self.text.count - 1)
            }
            #expect(throws: ContentDecoder.Failure.tooLarge) { try decode(sample.body, sample.coding, limit: 0) }
        }
        for bomb in Self.bombs {
            #expect(try decode(bomb.body, bomb.coding, limit: bomb.length).count == bomb.length)
            for limit in [1, 5_000, 1_000_000, bomb.length - 1] {
                #expect(throws: ContentDecoder.Failure.tooLarge) { try decode(bomb.body, bomb.coding, limit: limit) }
            }
        }
    }

    @Test("members of gzip and frames of zstandard are one body; a broken one among them breaks it")
    func members() throws {
        for sample in Self.samples where [.gzip, .zstandard].contains(sample.coding) {
            let three = sample.body + sample.body + sample.body
            #expect(try decode(three, sample.coding) == Self.text + Self.text + Self.text)
            for cut in 1...(sample.body.count - 4) {
                #expect(throws: ContentDecoder.Failure.damaged) {
                    try decode(Array(three.dropLast(cut)), sample.coding)
                }
            }
        }
        // The last member's length is not the body's: room is found by trying, and what was done is kept.
        let mixed = FetcherSamples.gzipPrice + FetcherSamples.gzipBomb + FetcherSamples.gzipPrice
        let found = try decode(mixed, .gzip, limit: 3_000_000)
        #expect(found.count == 2_000_000 + 2 * Self.text.count)
        #expect(Array(found.prefix(Self.text.count)) == Self.text && Array(found.suffix(Self.text.count)) == Self.text)
        #expect(throws: ContentDecoder.Failure.tooLarge) { try decode(mixed, .gzip, limit: 2_000_000) }
    }

    @Test("two layers are undone in the order of the field, each within the limit")
    func layers() throws {
        let twice =
            Data(
                base64Encoded: "H4sIAAAAAAACA5Pv5mAAASbmzZobjLdd2bwlpICXd9NF/Q3MDMf+R+0WAMoBALjjsZwkAAAA"
            ).map { Array($0) } ?? []
        #expect(try decode(twice, .gzip, .gzip) == Self.text)
        #expect(throws: ContentDecoder.Failure.damaged) { try decode(twice, .deflate, .gzip) }
        #expect(throws: ContentDecoder.Failure.tooLarge) { try decode(twice, .gzip, .gzip, limit: 30) }
    }

    @Test("a window beyond what HTTP allows is refused, not provided")
    func window() {
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88, 0x83, 0x00, 0x00]
        #expect(throws: ContentDecoder.Failure.damaged) { try decode(frame, .zstandard) }
    }

    @Test("an empty body stays empty")
    func empty() throws {
        for sample in Self.samples { #expect(try decode([], sample.coding).isEmpty) }
    }

    @Test("the fields name the codings, with their old names, in any letters")
    func fields() throws {
        #expect(try ContentCoding.codings([]) == [])
        #expect(try ContentCoding.codings(["identity", " , none,"]) == [])
        #expect(try ContentCoding.codings(["GZIP ,\tbr"]) == [.gzip, .brotli])
        #expect(try ContentCoding.codings(["x-gzip", "identity, zstd"]) == [.gzip, .zstandard])
        #expect(throws: ContentCoding.Fault.unknown) { try ContentCoding.codings(["rot13"]) }
        #expect(throws: ContentCoding.Fault.unknown) { try ContentCoding.codings(["gzip deflate"]) }
        #expect(throws: ContentCoding.Fault.tooMany) { try ContentCoding.codings(["gzip, gzip", "gzip"]) }
    }
}
