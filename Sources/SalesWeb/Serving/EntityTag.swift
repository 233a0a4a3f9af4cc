internal import Crypto
internal import HTTPTypes
import SalesCore

/// What a body is known again by (RFC 9110 §8.8.3): the same bytes have the same tag.
///
/// Pure.
struct EntityTag: Hashable, Sendable {
    /// The field's value; the tag is a strong one.
    let text: String

    /// The tag of a body: the first half of its SHA-256, since nobody gains by two bodies of one tag but their writer.
    init(of body: [UInt8]) {
        text = "\"\(SHA256.hash(data: body).prefix(Self.bytes).hexadecimal)\""
    }

    /// Whether `If-None-Match` names it: in a list, or by `*` for whatever there is.
    ///
    /// Weak tags count as well, as proxies make them of ours when they compress (RFC 9110 §13.1.2).
    func isNamed(in field: String) -> Bool {
        let own = Array(text.utf8)
        let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ",")]
        let quote = UInt8(ascii: "\"")
        var rest = Array(field.utf8)[...]
        if rest.filter({ !blanks.contains($0) }) == [UInt8(ascii: "*")] { return true }
        while true {
            rest = rest.drop { blanks.contains($0) }
            if rest.starts(with: "W/".utf8) { rest = rest.dropFirst(2) }
            guard rest.first == quote, let end = rest.dropFirst().firstIndex(of: quote) else { return false }
            if rest[...end].elementsEqual(own) { return true }
            rest = rest[(end + 1)...]
        }
    }

    private static let bytes = 16
}

extension WebAnswer {
    /// The answer to a request that only reads, with its tag; 304 without a body where the request has it already.
    ///
    /// - Parameters:
    ///   - known: What `If-None-Match` says.
    ///   - isSignedIn: Whether it is one person's: they may keep it and have to ask each time whether it still holds, and
    ///     nobody between us may. What is open to all is kept by nobody.
    func validated(against known: String?, isSignedIn: Bool) -> WebAnswer {
        guard status == .ok, !body.isEmpty, fields[.eTag] == nil, let type = fields[.contentType],
            Self.taggedTypes.contains(where: { type.hasPrefix($0) })
        else { return self }
        var answer = self
        let tag = EntityTag(of: body)
        answer.fields[.eTag] = tag.text
        if isSignedIn, answer.fields[.cacheControl] == nil { answer.fields[.cacheControl] = "private, no-cache" }
        guard let known, tag.isNamed(in: known) else { return answer }
        answer.status = .notModified
        answer.fields[.contentType] = nil
        answer.body = []
        return answer
    }

    private static let taggedTypes = ["application/json", "text/html"]
}
