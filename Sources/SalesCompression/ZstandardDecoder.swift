internal import CLibzstd

/// Undoes zstandard (RFC 8878): one frame or several.
package enum ZstandardDecoder {
    /// What the bytes hold, at most `limit` bytes of it, which is above 0.
    package static func decode(
        _ body: [UInt8],
        limit: Int,
        remainder: Remainder
    ) throws(DecodingFailure) -> [UInt8] {
        guard let state = ZSTD_createDCtx() else { throw .memoryExhausted }
        defer { ZSTD_freeDCtx(state) }
        // Without this a frame of a few bytes asks for a window of 128 MiB.
        guard ZSTD_isError(ZSTD_DCtx_setParameter(state, ZSTD_d_windowLogMax, windowLogarithm)) == 0 else {
            throw .memoryExhausted
        }
        var offset = 0
        return try DecodedOutput.fill(expecting: statedLength(of: body), limit: limit) { room, count in
            body.withUnsafeBytes { input in
                var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: offset)
                var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: count)
                while true {
                    let result = ZSTD_decompressStream(state, &target, &source)
                    if ZSTD_isError(result) != 0 { return .damaged }
                    // What is left behind a frame is another one or no part of it.
                    if result == 0, !isFrame(input[source.pos...]) {
                        count = target.pos
                        return remainder == .refused && source.pos < input.count ? .damaged : .complete
                    }
                    if (source.pos, target.pos) == (offset, count) {
                        // With room left it waits for input that never comes.
                        return count < room.count ? .damaged : .needsRoom
                    }
                    (offset, count) = (source.pos, target.pos)
                }
            }
        }
    }

    /// What the first frame says of its length.
    private static func statedLength(of body: [UInt8]) -> Int {
        let stated = ZSTD_getFrameContentSize(body, body.count)
        // The two highest numbers mean that it does not say, or is no frame.
        return stated < UInt64.max - 1 ? Int(clamping: stated) : body.count * DecodedOutput.usualRatio
    }

    /// Whether a frame or a skippable one begins here (RFC 8878 §3.1).
    private static func isFrame(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard bytes.count >= 4 else { return false }
        let magic = bytes.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return magic == 0xFD2F_B528 || magic & 0xFFFF_FFF0 == 0x184D_2A50
    }

    /// 8 MiB, the largest window that HTTP allows (RFC 9659).
    private static let windowLogarithm: Int32 = 23
}
