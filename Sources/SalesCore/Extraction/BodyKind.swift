/// What the first bytes of a body are, whatever its header says.
enum BodyKind {
    case empty
    /// A file that is no text, by its magic number.
    case binary(String)
    case json
    case html

    init(_ body: [UInt8]) {
        let start = body.prefix(Self.looked).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        guard let first = start.first else {
            self = body.contains { $0 > 0x20 } ? .html : .empty
            return
        }
        if let name = Self.magic.first(where: { body.starts(with: $0.bytes) })?.name {
            self = .binary(name)
        } else if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), Self.looksLikeJSON(start) {
            self = .json
        } else {
            self = .html
        }
    }

    /// A JSON object begins with a name, an array with a value; a template such as `{{ title }}` does not.
    private static func looksLikeJSON(_ start: ArraySlice<UInt8>) -> Bool {
        guard let next = start.dropFirst().first(where: { $0 > 0x20 }) else { return true }
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "["), UInt8(ascii: "-"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        case UInt8(ascii: "{"): return start.first == UInt8(ascii: "[")
        default: return false
        }
    }

    private static let looked = 1_024
    private static let magic: [(name: String, bytes: [UInt8])] = [
        ("PDF", Array("%PDF-".utf8)), ("PNG", [0x89, 0x50, 0x4E, 0x47]), ("ZIP", [0x50, 0x4B, 0x03, 0x04]),
        ("JPEG", [0xFF, 0xD8, 0xFF]), ("GIF", Array("GIF8".utf8)), ("gzip", [0x1F, 0x8B]), ("RAR", Array("Rar!".utf8)),
        ("WebP", Array("RIFF".utf8)), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]), ("7z", [0x37, 0x7A, 0xBC, 0xAF]),
        ("WebAssembly", [0x00, 0x61, 0x73, 0x6D]), ("ELF", [0x7F, 0x45, 0x4C, 0x46]), ("WOFF", Array("wOF".utf8)),
    ]
}
