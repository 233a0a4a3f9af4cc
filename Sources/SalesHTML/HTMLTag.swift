/// A start tag that ``HTMLScanner`` found.
///
/// It shares the page's storage. Attributes are read when asked for, in time proportional to the tag's length.
public struct HTMLTag: Sendable {
    let bytes: [UInt8]
    /// Where the tag stands in ``HTMLSource/bytes``, from `<` to past `>`.
    public let range: Range<Int>
    let nameEnd: Int
    let filter: AttributeFilter
    /// Where the content of a raw-text element stands in ``HTMLSource/bytes``; nil for every other element.
    ///
    /// Raw-text elements are those that ``HTMLScanner`` lists. The content reaches to the page's end if the element is not closed.
    public let content: Range<Int>?

    /// The name in lower case.
    public var name: String { Self.lowercased(bytes[range.lowerBound + 1..<nameEnd]) }

    /// Whether the tag has this name; cheaper than ``name``.
    ///
    /// - Parameter name: In lower case and ASCII, for instance `"script"`.
    public func isNamed(_ name: StaticString) -> Bool {
        bytes.withUnsafeBufferPointer {
            RawText.matches(UnsafeBufferPointer(rebasing: $0[range.lowerBound + 1..<nameEnd]), name)
        }
    }

    /// The content of a raw-text element as text; entities are decoded in `title` and `textarea` only, as in browsers.
    public var contentText: String? {
        guard let content else { return nil }
        let text = String(decoding: bytes[content], as: UTF8.self)
        return isNamed("title") || isNamed("textarea") ? HTMLEntities.decode(text) : text
    }

    /// The value of an attribute with its entities decoded, empty for an attribute without one; nil if there is none.
    ///
    /// - Parameter name: In lower case and ASCII. The first of several attributes of one name counts.
    public func attribute(_ name: StaticString) -> String? {
        guard let value = attributeRange(name) else { return nil }
        return HTMLEntities.decodeAttribute(bytes[value])
    }

    /// Where the value of an attribute stands in ``HTMLSource/bytes``, its entities not decoded.
    public func attributeRange(_ name: StaticString) -> Range<Int>? {
        withAttributes { $0.range(of: name) }
    }

    /// All attributes in their order, names in lower case, values decoded, the first of each name only.
    ///
    /// - Parameter limit: At most this many are returned.
    public func attributes(limit: Int = 1_000) -> [(name: String, value: String)] {
        var attributes: [(name: String, value: String)] = []
        var seen: Set<String> = []
        withAttributes { tag in
            tag.forEach { name, value in
                let name = Self.lowercased(bytes[name])
                if attributes.count < limit, seen.insert(name).inserted {
                    attributes.append((name, HTMLEntities.decodeAttribute(bytes[value])))
                }
            }
        }
        return attributes
    }

    private func withAttributes<Result>(_ read: (TagAttributes) -> Result) -> Result {
        bytes.withUnsafeBufferPointer {
            read(TagAttributes(page: $0, nameEnd: nameEnd, tagEnd: range.upperBound, filter: filter))
        }
    }

    static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.lazy.map(MarkupLexer.lowercased), as: UTF8.self)
    }
}
