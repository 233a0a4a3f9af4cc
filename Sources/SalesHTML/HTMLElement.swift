/// An element of an ``HTMLOutline``, which it keeps alive.
///
/// Two elements are equal if they are the same place of the same outline.
public struct HTMLElement: Sendable {
    let outline: HTMLOutline
    /// The place in ``HTMLOutline/elements``: 0 for the outermost, growing in document order.
    public let place: Int

    var record: HTMLOutline.Record { outline.records[place] }

    /// The place of the element around this one; -1 for the outermost.
    public var parentPlace: Int { Int(record.parent) }

    /// The place behind the last element inside this one.
    public var endPlace: Int { Int(record.end) }

    /// How deep it stands: 1 for the outermost.
    public var depth: Int { Int(record.depth) }

    /// Whether the element itself is one that people don't see, see ``visibleText``; not whether one around it is.
    public var isHidden: Bool { record.isHidden }

    /// Whether this element or one around it is hidden, see ``visibleText``.
    public var isInsideHidden: Bool { record.isInsideHidden }

    /// The name in lower case.
    public var name: String {
        let record = record
        guard record.start < record.tagEnd else {
            return record.name == .html ? "html" : (record.name == .head ? "head" : "body")
        }
        return HTMLTag.lowercased(outline.bytes[Int(record.start) + 1..<Int(record.nameEnd)])
    }

    /// Whether the element has this name; cheaper than ``name``.
    ///
    /// - Parameter name: In lower case and ASCII, of at most eight letters: longer names are told apart by a hash only.
    public func isNamed(_ name: StaticString) -> Bool { record.name == ElementName(name) }

    /// The value of an attribute with its entities decoded, empty for an attribute without one; nil if there is none.
    ///
    /// - Parameter name: In lower case and ASCII. The first of several attributes of one name counts.
    public func attribute(_ name: StaticString) -> String? {
        attributeRange(name).map { HTMLEntities.decodeAttribute(outline.bytes[$0]) }
    }

    /// The beginning of an attribute's value, its entities decoded: a stranger's attribute may be as long as the page.
    ///
    /// - Parameter limit: At most this many bytes are read.
    public func attribute(_ name: StaticString, limit: Int) -> String? {
        attributeRange(name).map { HTMLEntities.decodeAttribute(outline.bytes[$0.prefix(limit)]) }
    }

    /// Where the value of an attribute stands in ``HTMLSource/bytes``, its entities not decoded.
    public func attributeRange(_ name: StaticString) -> Range<Int>? {
        let record = record
        guard record.attributes.mayHold(name) else { return nil }
        return outline.bytes.withUnsafeBufferPointer { page in
            TagAttributes(
                page: page,
                nameEnd: Int(record.nameEnd),
                tagEnd: Int(record.tagEnd),
                filter: record.attributes
            ).range(of: name)
        }
    }

    /// The first word of the attribute `class`; nil where there is none.
    public var firstClass: String? {
        guard let list = attribute("class", limit: Self.longestClass) else { return nil }
        let word = list.utf8.drop(while: MarkupLexer.isSpace).prefix { !MarkupLexer.isSpace($0) }
        return word.isEmpty ? nil : String(Substring(word))
    }

    /// The most of a `class` attribute that is read for its first word, in bytes.
    private static let longestClass = 1_000

    /// The element that holds this one; nil for the outermost.
    public var parent: HTMLElement? { outline.element(at: parentPlace) }
}

extension HTMLElement: Hashable {
    /// Whether both are the same place of the same outline.
    public static func == (left: HTMLElement, right: HTMLElement) -> Bool {
        left.place == right.place && left.outline === right.outline
    }

    /// Hashes the place.
    public func hash(into hasher: inout Hasher) { hasher.combine(place) }
}
