/// The name of an element as a number: names compare in one step.
///
/// Names of up to eight bytes, which are all that have a meaning here, are themselves; longer ones are hashed.
struct ElementName: Sendable, Hashable {
    private(set) var code: UInt64 = 0

    /// A name as it is written, in any case.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes { append(MarkupLexer.lowercased(byte)) }
    }

    /// A name in lower case.
    @inline(__always)
    init(_ name: StaticString) {
        for index in 0..<name.utf8CodeUnitCount { append(name.utf8Start[index]) }
    }

    /// A name in lower case.
    init(_ name: String) {
        for byte in name.utf8 { append(byte) }
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) { code = (code << 8 | code >> 56) ^ UInt64(byte) }

    static let html = ElementName("html")
    static let head = ElementName("head")
    static let body = ElementName("body")
    static let p = ElementName("p")
    static let li = ElementName("li")
    static let dd = ElementName("dd")
    static let dt = ElementName("dt")
    static let a = ElementName("a")
    static let button = ElementName("button")
    static let option = ElementName("option")
    static let optgroup = ElementName("optgroup")
    static let table = ElementName("table")
    static let tr = ElementName("tr")
    static let td = ElementName("td")
    static let th = ElementName("th")
    static let div = ElementName("div")
    static let address = ElementName("address")
    static let svg = ElementName("svg")
    static let math = ElementName("math")
}
