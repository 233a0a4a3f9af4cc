/// An answer to ListObjectsV2.
struct S3Listing: Sendable {
    private(set) var keys: [String] = []
    /// Common prefixes, with the slash at their end.
    private(set) var folders: [String] = []
    private(set) var isTruncated = false
    private(set) var continuation: String?

    /// Reads an answer; nil where it is none, or not whole.
    init?(_ document: [UInt8]) {
        guard let elements = XMLElements.read(document), elements.root == "ListBucketResult" else { return nil }
        for (path, text) in elements.texts {
            switch path {
            case "ListBucketResult/Contents/Key": keys.append(text)
            case "ListBucketResult/CommonPrefixes/Prefix": folders.append(text)
            case "ListBucketResult/IsTruncated": isTruncated = text == "true"
            case "ListBucketResult/NextContinuationToken": continuation = text.isEmpty ? nil : text
            default: break
            }
        }
        // Keys may hold what XML cannot; they come encoded where the service says so.
        guard elements.texts.contains(where: { $0 == ("ListBucketResult/EncodingType", "url") }) else { return }
        keys = keys.map(Self.decoded)
        folders = folders.map(Self.decoded)
    }

    /// Leaves out what does not begin with a text, and the text of the rest.
    mutating func cut(_ prefix: String) {
        keys = keys.compactMap { Self.cut($0, prefix) }
        folders = folders.compactMap { Self.cut($0, prefix) }
    }

    private static func cut(_ text: String, _ prefix: String) -> String? {
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    private static func decoded(_ text: String) -> String {
        String(decoding: AWSEscaping.decoded(text), as: UTF8.self)
    }
}
