internal import CLibzstd

/// Packs as zstandard (RFC 8878): one frame that states the length of what it holds and ends with a checksum.
enum ZstandardEncoder {
    /// zstd's own usual level.
    static let level: Int32 = 3

    /// The bytes, packed; nil where there is no memory.
    static func encode(_ bytes: [UInt8]) -> [UInt8]? {
        guard let state = ZSTD_createCCtx() else { return nil }
        defer { ZSTD_freeCCtx(state) }
        for (parameter, value) in [
            (ZSTD_c_compressionLevel, level), (ZSTD_c_contentSizeFlag, 1), (ZSTD_c_checksumFlag, 1),
        ] {
            guard ZSTD_isError(ZSTD_CCtx_setParameter(state, parameter, value)) == 0 else { return nil }
        }
        var hasFailed = false
        let packed = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { room, count in
            let result = bytes.withUnsafeBytes {
                ZSTD_compress2(state, room.baseAddress, room.count, $0.baseAddress, $0.count)
            }
            hasFailed = ZSTD_isError(result) != 0
            count = hasFailed ? 0 : result
        }
        return hasFailed ? nil : packed
    }
}
