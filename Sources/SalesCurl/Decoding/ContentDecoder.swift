internal import SalesCompression

/// Undoes the codings of a whole body.
///
/// libcurl could do it while the body comes, but takes a gzip body that ends early for complete (seen with 7.88.1), and a
/// part of a page would then be read as the page. Whole bodies also allow libdeflate, which needs less than half of
/// zlib's time. Both the coded and the decoded bytes are limited, so that whole is not unbounded.
///
/// Pure.
enum ContentDecoder {
    /// Why a body cannot be decoded.
    typealias Failure = DecodingFailure

    /// The body behind its codings, which are given in the order in which they were applied.
    ///
    /// What follows a complete body is ignored, as browsers do. No layer's output is larger than the limit.
    static func decode(
        _ body: [UInt8],
        codings: [ContentCoding],
        limit: Int
    ) throws(Failure) -> [UInt8] {
        var body = body
        for coding in codings.reversed() where !body.isEmpty {
            guard limit > 0 else { throw .tooLarge }
            switch coding {
            case .gzip: body = try GzipDecoder.decode(body, limit: limit, remainder: .ignored)
            case .deflate: body = try DeflateDecoder.decode(body, limit: limit)
            case .brotli: body = try BrotliDecoder.decode(body, limit: limit)
            case .zstandard: body = try ZstandardDecoder.decode(body, limit: limit, remainder: .ignored)
            }
        }
        return body
    }
}
