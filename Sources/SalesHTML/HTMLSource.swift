/// A page as clean UTF-8: what the scanner and the tree read.
///
/// The bytes are valid UTF-8 without NUL and without a byte order mark. A page that is so already (nearly all are)
/// is not copied. NUL bytes are dropped, for libxml2 would end the page at the first.
public struct HTMLSource: Sendable {
    /// The page in UTF-8; offsets of ``HTMLTag`` are places in this array.
    public let bytes: [UInt8]
    /// Which encoding the page was read in, and why.
    public let decision: EncodingDecision

    /// Decides the encoding of a page and decodes it.
    ///
    /// - Parameters:
    ///   - page: The body as it came, content encodings such as gzip already undone.
    ///   - charset: The label in the HTTP header, see ``EncodingDecision/charset(inContentType:)``.
    ///   - limits: ``HTMLLimits/bytes`` holds for the page as it came; decoding makes it at most three times longer.
    /// - Throws: ``HTMLError/Code/pageTooLarge``.
    public init(_ page: [UInt8], charset: String? = nil, limits: HTMLLimits = HTMLLimits()) throws(HTMLError) {
        try Self.check(page.count, against: limits)
        self.init(page, decision: EncodingDecision(for: page, charset: charset))
    }

    /// Decodes a page whose encoding is known.
    public init(_ page: [UInt8], encoding: TextEncoding, limits: HTMLLimits = HTMLLimits()) throws(HTMLError) {
        try Self.check(page.count, against: limits)
        self.init(page, decision: EncodingDecision(encoding: encoding, basis: .header))
    }

    /// Takes text that is decoded already, for instance a fragment of HTML found in a script.
    public init(text: String, limits: HTMLLimits = HTMLLimits()) throws(HTMLError) {
        try self.init(Array(text.utf8), encoding: .utf8, limits: limits)
    }

    private init(_ page: [UInt8], decision: EncodingDecision) {
        var decoded = decision.encoding.utf8(of: page)
        if decoded.contains(0) { decoded.removeAll { $0 == 0 } }
        bytes = decoded
        self.decision = decision
    }

    /// The page as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    private static func check(_ count: Int, against limits: HTMLLimits) throws(HTMLError) {
        guard count > limits.bytes else { return }
        throw HTMLError(
            .pageTooLarge,
            "The page has \(count) bytes; pages of more than \(limits.bytes) bytes are not read."
        )
    }
}
