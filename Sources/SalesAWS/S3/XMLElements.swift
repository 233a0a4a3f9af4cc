/// A small XML document as the texts of its innermost elements, each with the path of names that leads to it.
///
/// Strict where a document was cut off or is another: every element that is opened must be closed, and nothing stands
/// behind the first. No document type is read, so that no entity but XML's own five means anything.
struct XMLElements {
    /// The outermost element's name.
    let root: String
    /// In the order of the document.
    let texts: [(path: String, text: String)]

    /// Reads a document; nil where it is none, or not whole.
    static func read(_ document: [UInt8]) -> XMLElements? {
        var reader = Reader(rest: document[...])
        return reader.read()
    }

    /// Elements in each other that are read; answers of S3 have five.
    static let deepest = 16

    private struct Reader {
        var rest: ArraySlice<UInt8>
        private var names: [String] = []
        private var texts: [(path: String, text: String)] = []
        private var root: String?

        init(rest: ArraySlice<UInt8>) { self.rest = rest }

        mutating func read() -> XMLElements? {
            // Whether the last tag began an element, which is an innermost one if the next tag ends it.
            var hasBegun = false
            while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
                let before = rest[..<start]
                guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
                let tag = rest[(start + 1)..<end]
                rest = rest[(end + 1)...]
                guard !names.isEmpty || before.allSatisfy(Self.isBlank) else { return nil }
                switch tag.first {
                case UInt8(ascii: "?"): continue
                case UInt8(ascii: "!"): return nil
                case UInt8(ascii: "/"):
                    guard close(tag.dropFirst(), text: hasBegun ? before : nil) else { return nil }
                    hasBegun = false
                default:
                    guard let isClosed = open(tag) else { return nil }
                    hasBegun = !isClosed
                }
            }
            guard let root, names.isEmpty, rest.allSatisfy(Self.isBlank) else { return nil }
            return XMLElements(root: root, texts: texts)
        }

        /// Takes the tag that begins an element; whether it ends it as well, or nil where that cannot be.
        private mutating func open(_ tag: ArraySlice<UInt8>) -> Bool? {
            let isClosed = tag.last == UInt8(ascii: "/")
            let name = tag.prefix { !Self.isBlank($0) && $0 != UInt8(ascii: "/") }
            guard !name.isEmpty, names.count < XMLElements.deepest, root == nil || !names.isEmpty else { return nil }
            names.append(String(decoding: name, as: UTF8.self))
            if root == nil { root = names.first }
            if isClosed {
                texts.append((names.joined(separator: "/"), ""))
                names.removeLast()
            }
            return isClosed
        }

        /// Takes the tag that ends an element.
        private mutating func close(_ tag: ArraySlice<UInt8>, text: ArraySlice<UInt8>?) -> Bool {
            let name = String(decoding: tag.prefix { !Self.isBlank($0) }, as: UTF8.self)
            guard names.last == name else { return false }
            if let text {
                let words = XMLText.unescaped(Substring(decoding: text, as: UTF8.self))
                texts.append((names.joined(separator: "/"), words))
            }
            names.removeLast()
            return true
        }

        private static func isBlank(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
        }
    }
}
