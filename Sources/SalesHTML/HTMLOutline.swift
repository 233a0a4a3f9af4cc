/// The elements and the text of a page as two flat lists, found in one pass over its bytes.
///
/// This is what ``HTMLScanner`` sees, with nesting: for reading items that attributes describe (microdata, RDFa) and what
/// people see, at a small part of the cost of an ``HTMLDocument``, which only XPath and CSS selectors need. Elements are
/// nested by the HTML standard's rules for tags that may be left out; like libxml2's, the lists are not quite a browser's
/// tree: no `tbody` is implied, content is not moved out of tables, `template` and `noscript` content are ordinary
/// elements (hidden ones), formatting that is nested wrongly ends where the block around it does.
///
/// Linear time; names, attributes and texts are read from the page's bytes when they are asked for.
///
/// ```swift
/// let outline = try HTMLOutline(source)
/// for element in outline.elements where element.attribute("itemprop") == "price" {
///     read(element.visibleText)
/// }
/// ```
public final class HTMLOutline: Sendable {
    /// Why the lists may not hold all of the page; nil if they do.
    public let problem: HTMLProblem?
    /// The limits that hold for the texts.
    public let limits: HTMLLimits

    let bytes: [UInt8]
    let records: [Record]
    let texts: [Text]

    /// Reads a page.
    ///
    /// - Parameters:
    ///   - source: The page.
    ///   - limits: What is read at most.
    /// - Throws: ``HTMLError/Code/tooManyAttributes``. A page that is too deep, cut off or otherwise broken does not
    ///   throw: it gives what came before, and ``problem`` says so.
    public init(_ source: HTMLSource, limits: HTMLLimits = HTMLLimits()) throws(HTMLError) {
        let result = source.bytes.withUnsafeBufferPointer { page -> Result<OutlineBuilder, HTMLError> in
            do throws(HTMLError) {
                var builder = OutlineBuilder(page, limits: limits)
                try builder.read()
                return .success(builder)
            } catch {
                return .failure(error)
            }
        }
        let builder = try result.get()
        bytes = source.bytes
        records = builder.records
        texts = builder.texts
        problem = builder.problem ?? (source.decision.encoding == .replacement ? .undecodable : nil)
        self.limits = limits
    }

    /// All elements in document order; the first is `html`, which stands around all others even where it is not written.
    public var elements: HTMLOutlineElements { HTMLOutlineElements(outline: self) }

    /// The element at a place in the list.
    public func element(at place: Int) -> HTMLElement? {
        records.indices.contains(place) ? HTMLElement(outline: self, place: place) : nil
    }

    /// The first elements of a name that people can see, see ``HTMLElement/isInsideHidden``.
    ///
    /// - Parameter name: As in ``HTMLElement/isNamed(_:)``.
    public func visibleElements(named name: StaticString, limit: Int) -> [HTMLElement] {
        let name = ElementName(name)
        let places = records.indices.lazy.filter { [records] in
            records[$0].name == name && !records[$0].isInsideHidden
        }
        return places.prefix(limit).map { HTMLElement(outline: self, place: $0) }
    }

    /// One element; places in the lists and in the bytes.
    struct Record: Sendable {
        let name: ElementName
        let attributes: AttributeFilter
        /// Where its start tag stands in the bytes; empty for an element that is not written.
        let start: Int32
        let nameEnd: Int32
        let tagEnd: Int32
        /// The place of the element around it; -1 for the outermost.
        let parent: Int32
        /// The place behind the last element inside.
        var end: Int32
        /// The texts inside: the first, and the one behind the last.
        let firstText: Int32
        var endText: Int32
        let depth: Int32
        /// Whether people don't see it.
        let isHidden: Bool
        /// Whether people don't see it or one around it.
        let isInsideHidden: Bool
    }

    /// A stretch of text that no markup divides.
    struct Text: Sendable {
        let start: Int32
        let end: Int32
        let parent: Int32
        /// Whether people don't see it.
        let isHidden: Bool
        /// Whether something that shows divides it from what shows before it: white space, or the edge of a block.
        let isApart: Bool
        /// Whether only a comment, or an end tag without meaning, stands between it and the text before.
        let continues: Bool
    }
}

/// The elements of an ``HTMLOutline`` in document order.
public struct HTMLOutlineElements: RandomAccessCollection, Sendable {
    private let outline: HTMLOutline

    init(outline: HTMLOutline) { self.outline = outline }

    /// The place of the outermost element.
    public var startIndex: Int { 0 }

    /// The place behind the last element.
    public var endIndex: Int { outline.records.count }

    /// The element at a place, which must lie within the list.
    public subscript(place: Int) -> HTMLElement { HTMLElement(outline: outline, place: place) }
}
