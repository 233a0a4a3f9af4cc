/// A coding that a body may be sent in (RFC 9110 §8.4.1).
enum ContentCoding: Hashable, Sendable {
    case gzip
    /// HTTP's "deflate": zlib's format (RFC 1950), or bare deflate (RFC 1951), which many servers send under that name.
    case deflate
    /// RFC 7932.
    case brotli
    /// RFC 8878, with windows as RFC 9659 limits them.
    case zstandard

    /// Why a list of codings cannot be undone.
    enum Fault: Error, Hashable, Sendable {
        case unknown
        case tooMany
    }

    /// What is asked for, as the `Accept-Encoding` field carries it.
    static let accepted = "gzip, deflate, br, zstd"

    /// Codings on top of each other that are undone; servers behind a misconfigured proxy send two.
    static let maximumLayers = 2

    /// The codings of a body in the order in which they were applied.
    ///
    /// - Parameter fields: The values of all `Content-Encoding` fields.
    static func codings(_ fields: some Sequence<String>) throws(Fault) -> [ContentCoding] {
        var codings: [ContentCoding] = []
        for field in fields {
            for name in field.split(separator: ",") {
                guard let coding = try coding(name.trimmed.lowercased()) else { continue }
                guard codings.count < maximumLayers else { throw .tooMany }
                codings.append(coding)
            }
        }
        return codings
    }

    private static func coding(_ name: String) throws(Fault) -> ContentCoding? {
        switch name {
        case "", "identity", "none": nil
        case "gzip", "x-gzip": .gzip
        case "deflate", "x-deflate": .deflate
        case "br": .brotli
        case "zstd": .zstandard
        default: throw .unknown
        }
    }
}

extension Substring {
    /// Without blanks at the ends.
    var trimmed: Substring {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
        let start = drop(while: isBlank)
        return start.lastIndex { !isBlank($0) }.map { start[...$0] } ?? ""
    }
}
