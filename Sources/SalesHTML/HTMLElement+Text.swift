/// A piece of text that a person would see, and the element that holds it.
public struct HTMLTextRun: Sendable {
    /// The text, each run of white space being one space, none at the ends; never empty.
    public let text: String
    /// The element right around the text.
    public let element: HTMLElement
}

extension HTMLElement {
    /// The text that a person would see: without script, style, template, noscript and other elements that are never
    /// shown, without what `hidden`, `aria-hidden="true"`, `display: none` or `visibility: hidden` in a `style`
    /// attribute hide; each run of white space is one space; block elements are apart from their neighbours.
    ///
    /// Style sheets are not read. At most ``HTMLLimits/textLength`` bytes of UTF-8 (and up to three more, so that no
    /// character is cut).
    public var visibleText: String { text { isVisible($0) } }

    /// All text inside the element but code, what is hidden included, white space as in ``visibleText``.
    public var allText: String { text { _ in true } }

    private func text(where isWanted: (HTMLOutline.Text) -> Bool) -> String {
        var text = BoundedText(limit: outline.limits.textLength, collapsesSpace: true)
        outline.bytes.withUnsafeBufferPointer { page in
            for index in Int(record.firstText)..<Int(record.endText) where !text.isFull {
                let piece = outline.texts[index]
                guard isWanted(piece) else { continue }
                if piece.isApart { text.separate() }
                piece.append(to: &text, from: page)
            }
        }
        return text.value
    }

    /// The visible pieces of text inside the element in document order, each with the element around it.
    ///
    /// - Parameter limit: At most this many pieces.
    public func visibleRuns(limit: Int = 20_000) -> [HTMLTextRun] {
        var runs: [HTMLTextRun] = []
        var room = outline.limits.textLength
        outline.bytes.withUnsafeBufferPointer { page in
            let end = Int(record.endText)
            var index = Int(record.firstText)
            while index < end, runs.count < limit, room > 0 {
                let first = outline.texts[index]
                index += 1
                guard isVisible(first) else { continue }
                var text = BoundedText(limit: room, collapsesSpace: true)
                first.append(to: &text, from: page)
                while index < end, outline.texts[index].continues {
                    if outline.texts[index].isApart { text.separate() }
                    outline.texts[index].append(to: &text, from: page)
                    index += 1
                }
                guard text.count > 0 else { continue }
                room -= text.count
                let element = HTMLElement(outline: outline, place: Int(first.parent))
                runs.append(HTMLTextRun(text: text.value, element: element))
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
    func append(to text: inout BoundedText, from page: UnsafeBufferPointer<UInt8>) {
        let bytes = UnsafeBufferPointer(rebasing: page[Int(start)..<Int(end)])
        guard bytes.contains(UInt8(ascii: "&")) else { return text.append(bytes) }
        HTMLEntities.decode(Array(bytes)[...], inAttribute: false).withUnsafeBufferPointer { text.append($0) }
    }
}
