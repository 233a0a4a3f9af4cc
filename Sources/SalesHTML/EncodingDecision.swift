/// Which encoding a page is read in, and what that rests on.
///
/// The order is that of the HTML standard: byte order mark, HTTP header, `meta` within the first 1,024 bytes; then
/// UTF-8 if the bytes are valid UTF-8, else windows-1252
/// (<https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding>).
///
/// It departs from the standard where the bytes themselves prove a declaration false, because a price tracker must be
/// right or say that it does not know:
/// - Bytes with a NUL at nearly every second place are UTF-16, whatever is declared.
/// - A page declared UTF-16 without a single NUL cannot be it (its markup would have one a character).
/// - A page declared windows-1252 (or another single-byte encoding, if one of the declarations says UTF-8) whose
///   bytes beyond ASCII are all valid UTF-8 is UTF-8: real windows-1252 text is so by accident only.
public struct EncodingDecision: Sendable, Hashable {
    /// What a decision rests on.
    public enum Basis: String, Sendable, Hashable {
        /// A byte order mark.
        case byteOrderMark
        /// The `charset` of the HTTP header.
        case header
        /// A `meta` element near the start of the page.
        case meta
        /// The bytes themselves, no declaration being there or the one there being provably false.
        case bytes
        /// Nothing; windows-1252 is the standard's fallback.
        case fallback
    }

    /// The encoding to read the page in.
    public let encoding: TextEncoding
    /// What the decision rests on.
    public let basis: Basis
    /// Whether a declaration said something else: then text outside ASCII deserves less trust.
    public let isContested: Bool

    /// Decides from the bytes of a page and the `charset` label of its HTTP header, if it had one.
    public init(for bytes: [UInt8], charset: String? = nil) {
        let header = charset.flatMap { TextEncoding(label: $0) }
        let meta = Self.declaredByMeta(in: bytes)
        let (encoding, basis) = Self.decide(bytes, header: header, meta: meta)
        self.encoding = encoding
        self.basis = basis
        isContested = [header, meta].contains { $0 != nil && $0 != encoding }
    }

    init(encoding: TextEncoding, basis: Basis) {
        self.encoding = encoding
        self.basis = basis
        isContested = false
    }

    private static func decide(
        _ bytes: [UInt8],
        header: TextEncoding?,
        meta: TextEncoding?
    ) -> (TextEncoding, Basis) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, .byteOrderMark) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, .byteOrderMark) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, .byteOrderMark) }
        let declared = header ?? meta
        let basis: Basis = header != nil ? .header : .meta
        let pattern = utf16Pattern(in: bytes)
        if let pattern { return (pattern, declared == pattern ? basis : .bytes) }
        switch declared {
        case .utf8: return (.utf8, basis)
        case .utf16BE, .utf16LE:
            let markup = bytes.prefix(HTMLLimits.prescannedBytes)
            if !markup.isEmpty, !markup.contains(0), TextEncoding.isUTF8(bytes) { return (.utf8, .bytes) }
        case .some(let single) where single == .windows1252 || (single.isSingleByte && meta == .utf8):
            if !isASCII(bytes), TextEncoding.isUTF8(bytes) { return (.utf8, .bytes) }
        default: break
        }
        if let declared { return (declared, basis) }
        return TextEncoding.isUTF8(bytes) ? (.utf8, .bytes) : (.windows1252, .fallback)
    }

    private static func isASCII(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { $0 < 0x80 } }

    /// UTF-16 without a mark: NUL at nearly every odd (little-endian) or even (big-endian) place and nowhere else.
    private static func utf16Pattern(in bytes: [UInt8]) -> TextEncoding? {
        let sample = bytes.prefix(256)
        guard sample.count >= 8, sample.contains(0) else { return nil }
        var zeros = (even: 0, odd: 0)
        for (place, byte) in sample.enumerated() where byte == 0 {
            if place.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let most = sample.count / 2 * 3 / 4
        if zeros.odd >= most, zeros.even == 0 { return .utf16LE }
        if zeros.even >= most, zeros.odd == 0 { return .utf16BE }
        return nil
    }
}
