internal import CLibbrotli
internal import SalesCompression

/// Undoes brotli (RFC 7932); its window takes at most 16 MiB beside the output.
enum BrotliDecoder {
    static func decode(_ body: [UInt8], limit: Int) throws(ContentDecoder.Failure) -> [UInt8] {
        guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { throw .memoryExhausted }
        defer { BrotliDecoderDestroyInstance(state) }
        var offset = 0
        return try DecodedOutput.fill(expecting: body.count * DecodedOutput.usualRatio, limit: limit) { room, count in
            body[offset...].withUnsafeBytes { input in
                var next = input.bindMemory(to: UInt8.self).baseAddress
                var left = input.count
                var target = room.bindMemory(to: UInt8.self).baseAddress?.advanced(by: count)
                var space = room.count - count
                let result = BrotliDecoderDecompressStream(state, &left, &next, &space, &target, nil)
                offset += input.count - left
                count = room.count - space
                return switch result {
                case BROTLI_DECODER_RESULT_SUCCESS: .complete
                case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: .needsRoom
                // It was given all there is.
                default: .damaged
                }
            }
        }
    }
}
