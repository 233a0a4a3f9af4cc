internal import CLibdeflate

/// Packs as gzip (RFC 1952): one member without a time or a name, so that the same bytes are packed to the same.
enum GzipEncoder {
    /// gzip's own usual level; the next ones take twice the time for a hundredth less.
    static let level: Int32 = 6

    /// The bytes, packed; nil where there is no memory.
    static func encode(_ bytes: [UInt8]) -> [UInt8]? {
        guard let compressor = libdeflate_alloc_compressor(level) else { return nil }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_gzip_compress_bound(compressor, bytes.count)
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { room, count in
            count = bytes.withUnsafeBytes {
                libdeflate_gzip_compress(compressor, $0.baseAddress, $0.count, room.baseAddress, room.count)
            }
        }
        // Nothing is written where the room is too small, which the bound rules out.
        return packed.isEmpty ? nil : packed
    }
}
