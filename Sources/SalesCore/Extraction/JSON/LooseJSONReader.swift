import Foundation
import SalesHTML

/// Reads JSON that may be slightly broken, as a browser's engine or a lenient crawler would.
///
/// Accepted beyond RFC 8259: comments, trailing and doubled commas, single quotes, names without quotes, control characters and
/// quotes that nobody escaped inside strings, `undefined` and other words (as null), `<!--` and CDATA wrappers, a
/// page's entities (`{&quot;name&quot;`), several values one after another, and an end that is missing. Time and memory
/// are linear in the text; values deeper than ``maximumDepth`` are left out.
struct LooseJSONReader {
    /// The deepest nesting that is read; what lies deeper is null.
    static let maximumDepth = 64
    /// The most values that one text gives.
    static let maximumNodes = 200_000
    /// The longest text that is read, in bytes.
    static let maximumBytes = 4 * 1_024 * 1_024
    /// The most values one after another in one text.
    static let maximumDocuments = 16

    let bytes: [UInt8]
    var place = 0
    var nodes = 0
    /// What bare words stand for, each with how many values that are; null for any other.
    var bindings: [String: (value: LooseJSON, nodes: Int)] = [:]
    /// Whether the text ended inside a value.
    var isCut = false

    init(bytes: [UInt8], from place: Int = 0) {
        self.bytes = bytes
        self.place = place
    }

    /// The objects and arrays in a text that is meant as JSON; empty where there is none.
    static func documents(in text: some Collection<UInt8>) -> [LooseJSON] { reading(of: text).documents }

    /// The objects and arrays in a text, and whether they are all of it: a missing end is forgiven, but told.
    static func reading(of text: some Collection<UInt8>) -> (documents: [LooseJSON], isWhole: Bool) {
        var bytes = Array(text.prefix(maximumBytes))
        let isShortened = bytes.count < text.count
        if isEntityEscaped(bytes) { bytes = Array(HTMLEntities.decode(String(decoding: bytes, as: UTF8.self)).utf8) }
        var reader = LooseJSONReader(bytes: bytes)
        var documents: [LooseJSON] = []
        while documents.count < maximumDocuments, reader.skipToContainer() {
            documents.append(reader.value(depth: 0))
        }
        return (documents, !reader.isCut && !isShortened && reader.nodes < maximumNodes)
    }

    /// Whether quotes are written as entities: a quote comes as `&quot;` before any real one does.
    private static func isEntityEscaped(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(200)
        guard head.contains(UInt8(ascii: "&")), !head.contains(UInt8(ascii: "\"")) else { return false }
        let text = String(decoding: head, as: UTF8.self)
        return text.contains("&quot;") || text.contains("&#34;") || text.contains("&#x22;")
    }

    var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    func peek(_ ahead: Int) -> UInt8? { place + ahead < bytes.count ? bytes[place + ahead] : nil }

    func hasPrefix(_ text: StaticString) -> Bool {
        guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<text.utf8CodeUnitCount where bytes[place + index] != text.utf8Start[index] { return false }
        return true
    }

    /// Skips to the next `{` or `[` that opens a value; wrappers such as `<![CDATA[` do not.
    private mutating func skipToContainer() -> Bool {
        while let byte = peek {
            if hasPrefix("<![CDATA[") {
                place += 9
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                return true
            } else {
                place += 1
            }
        }
        return false
    }

    /// Skips white space and comments.
    mutating func skipBlank() {
        while let byte = peek {
            if byte <= 0x20 {
                place += 1
            } else if hasPrefix("\u{FEFF}") {
                place += 3
            } else if hasPrefix("//") || hasPrefix("<!--") {
                while let next = peek, next != 0x0A, next != 0x0D { place += 1 }
            } else if hasPrefix("/*") {
                place += 2
                while place < bytes.count, !hasPrefix("*/") { place += 1 }
                place = min(place + 2, bytes.count)
            } else {
                return
            }
        }
    }
}
