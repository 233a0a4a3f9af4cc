/// A piece of text that a person would see, and the element that holds it.
public struct HTMLTextRun: Sendable {
    /// The text, each run of white space being one space, none at the ends; never empty.
    public let text: String
    /// The element right around the text.
    public let element: HTMLElement
}

extension HTMLElement {
    /// The text that a person would see: without script, style, template, noscript and other elements that are never
    /// shown, without what `hidden`, `display: none` or `visibility: hidden` in a `style` attribute, or `aria-hidden` on
    /// a block hide; each run of white space is one space; block elements are apart from their neighbours.
    ///
    /// Style sheets are not read. At most ``HTMLLimits/textLength`` bytes of UTF-8 (and up to three more, so that no
    /// character is cut).
    public var visibleText: String { text(limit: outline.limits.textLength) { isVisible($0) }.value }

    /// ``visibleText`` where it is short; nil where it has more bytes than a limit.
    public func visibleText(limit: Int) -> String? {
        let text = text(limit: limit + 1) { isVisible($0) }
        return text.isFull ? nil : text.value
    }

    /// All text inside the element but code, what is hidden included, white space as in ``visibleText``.
    public var allText: String { text(limit: outline.limits.textLength) { _ in true }.value }

    private func text(limit: Int, where isWanted: (HTMLOutline.Text) -> Bool) -> BoundedText {
        var text = BoundedText(limit: limit, collapsesSpace: true)
        outline.bytes.withUnsafeBufferPointer { page in
            for index in Int(record.firstText)..<Int(record.endText) where !text.isFull {
                let piece = outline.texts[index]
                guard isWanted(piece) else { continue }
                if piece.isApart { text.separate() }
                piece.append(to: &text, from: page)
            }
        }
        return text
    }

    /// The visible pieces of text inside the element in document order, each with the element around it.
    ///
    /// - Parameter limit: At most this many pieces.
    public func visibleRuns(limit: Int = 20_000) -> [HTMLTextRun] {
        visibleRuns(limit: limit, where: { _ in true }).map(\.run)
    }

    /// Some of the visible pieces of text inside the element, each with how many pieces stand before it.
    ///
    /// Pieces that are not wanted cost next to nothing.
    /// - Parameters:
    ///   - limit: Among the first so many pieces.
    ///   - isWanted: Is shown the bytes of a piece, or of its part up to a comment, with their entities not decoded.
    public func visibleRuns(
        limit: Int = 20_000,
        where isWanted: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> [(order: Int, run: HTMLTextRun)] {
        var runs: [(order: Int, run: HTMLTextRun)] = []
        var order = 0
        var room = outline.limits.textLength
        outline.bytes.withUnsafeBufferPointer { page in
            let end = Int(record.endText)
            var index = Int(record.firstText)
            while index < end, order < limit, room > 0 {
                let start = index
                repeat { index += 1 } while index < end && outline.texts[index].continues
                let pieces = outline.texts[start..<index]
                guard let first = pieces.first, isVisible(first) else { continue }
                guard pieces.contains(where: { isWanted($0.bytes(of: page)) }) else {
                    order += 1
                    continue
                }
                var text = BoundedText(limit: room, collapsesSpace: true)
                for piece in pieces {
                    if piece.isApart { text.separate() }
                    piece.append(to: &text, from: page)
                }
                guard text.count > 0 else { continue }
                room -= text.count
                let element = HTMLElement(outline: outline, place: Int(first.parent))
                runs.append((order, HTMLTextRun(text: text.value, element: element)))
                order += 1
            }
        }
        return runs
    }

    /// Whether people see a text, if they see this element.
    private func isVisible(_ text: HTMLOutline.Text) -> Bool {
        guard text.isHidden else { return true }
        guard !isHidden, isInsideHidden else { return false }
        var place = Int(text.parent)
        while place > self.place {
            if outline.records[place].isHidden { return false }
            place = Int(outline.records[place].parent)
        }
        return true
    }
}

extension HTMLOutline.Text {
    func bytes(of page: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: page[Int(start)..<Int(end)])
    }

    func append(to text: inout BoundedText, from page: UnsafeBufferPointer<UInt8>) {
        let bytes = bytes(of: page)
        guard bytes.contains(UInt8(ascii: "&")) else { return text.append(bytes) }
        HTMLEntities.decode(Array(bytes)[...], inAttribute: false).withUnsafeBufferPointer { text.append($0) }
    }
}
