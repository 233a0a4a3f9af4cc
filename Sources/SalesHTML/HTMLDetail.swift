/// How much of a page goes into the tree of an ``HTMLDocument``; all elements and attributes do in any case.
public enum HTMLDetail: Sendable, Hashable {
    /// All text, code included.
    case whole
    /// What ``HTMLNode/visibleText`` needs: `script` and `style` have no content, and white space between two tags is a
    /// single character.
    ///
    /// On many pages those are most of the bytes, so whoever reads scripts with ``HTMLScanner`` saves their time.
    case visible
}
