/// Text that stops growing at a limit.
struct BoundedText {
    private(set) var value = ""
    private var room: Int
    private let collapsesSpace: Bool
    private var owesSpace = false

    /// - Parameters:
    ///   - limit: The most UTF-8 bytes that are kept.
    ///   - collapsesSpace: Whether each run of white space becomes one space and none stays at the ends.
    init(limit: Int, collapsesSpace: Bool = false) {
        room = Swift.max(limit, 0)
        self.collapsesSpace = collapsesSpace
    }

    var isFull: Bool { room <= 0 }

    mutating func append(_ text: String) {
        guard collapsesSpace else { return appendPlain(text) }
        for scalar in text.unicodeScalars {
            guard !isFull else { return }
            if Self.isSpace(scalar) {
                owesSpace = true
                continue
            }
            breakIfOwed()
            put(scalar)
        }
    }

    /// Makes sure that what follows is apart from what came before.
    mutating func separate() { if collapsesSpace { owesSpace = true } }

    private mutating func breakIfOwed() {
        if owesSpace, !value.isEmpty { put(" ") }
        owesSpace = false
    }

    private mutating func appendPlain(_ text: String) {
        if text.utf8.count <= room {
            value += text
            room -= text.utf8.count
            return
        }
        for scalar in text.unicodeScalars {
            guard !isFull else { return }
            put(scalar)
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        value.unicodeScalars.append(scalar)
        room -= UTF8.width(scalar)
    }

    /// HTML's white space, and the spaces that shops put into prices (no-break, thin, narrow, figure).
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
