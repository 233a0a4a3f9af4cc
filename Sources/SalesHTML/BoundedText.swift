/// Text that stops growing at a limit, gathered from UTF-8 byte by byte: most of a page passes through here.
struct BoundedText {
    private var bytes: [UInt8] = []
    private var room: Int
    private let collapsesSpace: Bool
    private var owesSpace = false

    /// - Parameters:
    ///   - limit: The most UTF-8 bytes that are kept, and up to three more, so that no character is cut.
    ///   - collapsesSpace: Whether each run of white space becomes one space and none stays at the ends.
    init(limit: Int, collapsesSpace: Bool = false) {
        room = Swift.max(limit, 0)
        self.collapsesSpace = collapsesSpace
    }

    var value: String { String(decoding: bytes, as: UTF8.self) }

    /// The length of the text in bytes.
    var count: Int { bytes.count }

    var isFull: Bool { room <= 0 }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if !collapsesSpace, text.count <= room {
            bytes.append(contentsOf: text)
            room -= text.count
            return
        }
        var place = 0
        while place < text.count, !isFull {
            let space = collapsesSpace ? Self.spaceLength(text, at: place) : 0
            if space > 0 {
                owesSpace = true
                place += space
                continue
            }
            breakIfOwed()
            repeat {
                put(text[place])
                place += 1
            } while place < text.count && Self.isContinuation(text[place])
        }
    }

    /// Makes sure that what follows is apart from what came before.
    mutating func separate() { if collapsesSpace { owesSpace = true } }

    private mutating func breakIfOwed() {
        if owesSpace, !bytes.isEmpty { put(UInt8(ascii: " ")) }
        owesSpace = false
    }

    private mutating func put(_ byte: UInt8) {
        bytes.append(byte)
        room -= 1
    }

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// How many bytes the white space at a place takes up; 0 where something else stands there.
    private static func spaceLength(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        let first = text[place]
        if first < 0x80 { return first == 0x20 || (0x09...0x0D).contains(first) ? 1 : 0 }
        guard first == 0xC2 || first == 0xE2 || first == 0xE3 else { return 0 }
        let length = first == 0xC2 ? 2 : 3
        guard place + length <= text.count else { return 0 }
        var value = UInt32(first & (length == 2 ? 0x1F : 0x0F))
        for byte in text[place + 1..<place + length] { value = value << 6 | UInt32(byte & 0x3F) }
        return Unicode.Scalar(value).map(isSpace) ?? false ? length : 0
    }

    /// HTML's white space, and the spaces that shops put into prices (no-break, thin, narrow, figure).
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
