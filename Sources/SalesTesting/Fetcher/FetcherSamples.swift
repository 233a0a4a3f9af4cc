import Foundation

/// Encoded bodies for tests of fetchers, small enough to be written down.
public enum FetcherSamples {
    /// `<p>39.99 EUR</p>` in gzip (RFC 1952).
    public static let gzipPrice = bytes("H4sIAAAAAAACA7MpsDO21LO0VHANDbLRL7ADAMb/WrsQAAAA")

    /// Two million zeros in gzip, about a thousand to one, which is the most that the format does.
    public static let gzipBomb =
        [0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03] + deflatedZeros
        + [0x41, 0x1D, 0x5A, 0x42, 0x80, 0x84, 0x1E, 0x00]

    /// Two million zeros in zlib's format (RFC 1950), which HTTP calls deflate.
    public static let deflateBomb = [0x78, 0xDA] + deflatedZeros + [0x86, 0x42, 0x00, 0x01]

    /// Twenty million zeros in brotli (RFC 7932), of 27 bytes.
    public static let brotliBomb = bytes("z///f/gnAOKxQCD3/j//WWLwTwDEYQGALkkM")

    /// Sixteen mebibytes of zeros in zstandard (RFC 8878): a frame of run-length blocks.
    public static let zstandardBomb: [UInt8] =
        [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]
        + Array(repeatElement([0x02, 0x00, 0x10, 0x00], count: 127).joined()) + [0x03, 0x00, 0x10, 0x00]

    private static let deflatedZeros: [UInt8] =
        [
            0xED, 0xC1, 0x01, 0x01, 0x00, 0x00, 0x00, 0x82, 0x20, 0xFF, 0xAF, 0x6E, 0x48, 0x40, 0x01,
        ] + [UInt8](repeating: 0, count: 1_937) + [0x6F, 0x06]

    private static func bytes(_ base64: String) -> [UInt8] {
        Data(base64Encoded: base64).map { Array($0) } ?? []
    }
}
