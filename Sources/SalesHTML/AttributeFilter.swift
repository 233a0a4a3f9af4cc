/// Which attributes a tag may have, in 64 bits: most questions for an attribute that is not there are answered without
/// reading the tag again.
struct AttributeFilter: Sendable, Hashable {
    private var bits: UInt64 = 0

    /// Takes the name of an attribute, which is not empty.
    @inline(__always)
    mutating func insert(_ name: UnsafeBufferPointer<UInt8>) {
        bits |= Self.bit(first: name[0], length: name.count)
    }

    /// False if the tag surely has no attribute of this name.
    @inline(__always)
    func mayHold(_ name: StaticString) -> Bool {
        bits & Self.bit(first: name.utf8Start[0], length: name.utf8CodeUnitCount) != 0
    }

    /// First letters and lengths together tell apart the names that occur.
    @inline(__always)
    private static func bit(first: UInt8, length: Int) -> UInt64 {
        1 << ((UInt64(first | 0x20) &+ UInt64(truncatingIfNeeded: length) &* 11) & 63)
    }
}
