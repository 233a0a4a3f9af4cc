/// A small gzip body that unpacks to ``unpackedBytes`` of spaces after the start of a page.
///
/// Written by hand so that the shop needs no compressor: one stored block with the page's start, then one block with
/// the fixed Huffman code (RFC 1951 §3.2.6) in which every 13 bits repeat the byte before them 258 times. The check sum
/// at the end is wrong on purpose: nobody is to get that far.
struct GzipBomb: Sendable {
    /// About how much it unpacks to.
    static let unpackedBytes = 1 << 30
    /// Eight matches of 13 bits: 13 bytes that stand for 2,064.
    private static let matchesPerPattern = 8
    private static let bytesPerMatch = 258
    private static let patternsPerPiece = 1_000

    /// The gzip header, the page's start and the first repeated byte.
    private let head: [UInt8]
    /// The repeating bits, as a piece of many patterns.
    private let piece: [UInt8]
    private let pieces: Int

    /// A bomb that starts as `page` and unpacks to about `unpacked` bytes.
    init(start page: String, unpacked: Int = unpackedBytes) {
        // A stored block holds 65,535 bytes at most; a few suffice to look like a page.
        let start = Array(page.utf8.prefix(1_000))
        let low = UInt8(truncatingIfNeeded: start.count)
        let high = UInt8(truncatingIfNeeded: start.count >> 8)
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 0, low, high, ~low, ~high] + start
        var opening = DeflateBits()
        opening.append(0b11, count: 2)  // BFINAL = 1 and, low bit first, BTYPE = 01
        opening.append(0, count: 1)
        opening.appendCode(0x30 + 0x20, count: 8)  // the literal space
        opening.appendMatch()  // 3 + 8 + 13 bits: whole bytes, so that the pattern starts on one
        bytes += opening.bytes
        head = bytes
        var pattern = DeflateBits()
        for _ in 0..<Self.matchesPerPattern { pattern.appendMatch() }
        piece = Array((0..<Self.patternsPerPiece).map { _ in pattern.bytes }.joined())
        pieces = unpacked / (Self.patternsPerPiece * Self.matchesPerPattern * Self.bytesPerMatch)
    }

    /// The end-of-block code (7 bits of zero), then the check sum and length.
    private static let tail = [UInt8](repeating: 0, count: 9)

    /// How many bytes are sent.
    var count: Int { head.count + piece.count * pieces + Self.tail.count }

    var body: BodyPieces {
        BodyPieces { [self] number in
            switch number {
            case 0: head
            case ...pieces: piece
            case pieces + 1: Self.tail
            default: nil
            }
        }
    }
}
