/// A fast hash that tells whether a page is the one of the last check.
///
/// It is kept in stores, so it never changes; it is no protection against someone who wants two pages to look alike,
/// who could only hide their own price drop.
enum BodyHash {
    /// The hash of a body: multiply and shift over words of eight bytes, so that any change of one word changes it.
    static func of(_ body: [UInt8]) -> UInt64 {
        var hash = mix(0x9E37_79B9_7F4A_7C15, UInt64(body.count))
        body.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 8 <= bytes.count {
                hash = mix(hash, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset += 8
            }
            var tail: UInt64 = 0
            for byte in bytes[offset...] { tail = tail << 8 | UInt64(byte) }
            hash = mix(hash, tail)
        }
        return hash
    }

    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
        return product ^ (product >> 32)
    }
}
