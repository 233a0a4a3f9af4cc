internal import CLibdeflate

/// Undoes what HTTP calls deflate.
package enum DeflateDecoder {
    /// What the bytes hold, at most `limit` bytes of it, which is above 0; what follows them is ignored.
    package static func decode(_ body: [UInt8], limit: Int) throws(DecodingFailure) -> [UInt8] {
        guard let inflater = Inflater() else { throw .memoryExhausted }
        let format = hasZlibHeader(body) ? libdeflate_zlib_decompress_ex : libdeflate_deflate_decompress_ex
        return try DecodedOutput.fill(expecting: body.count * DecodedOutput.usualRatio, limit: limit) { room, count in
            let (result, _, made) = inflater.inflate(body[...], into: room[...], with: format)
            guard result == LIBDEFLATE_SUCCESS else { return Inflater.step(after: result) }
            count = made
            return .complete
        }
    }

    /// RFC 1950 §2.2.
    ///
    /// Bare deflate that begins so would have to begin with a stored block that is not the last and has bits set where
    /// nothing sets them.
    private static func hasZlibHeader(_ body: [UInt8]) -> Bool {
        guard body.count >= 2 else { return false }
        return body[0] & 0x0F == 8 && body[0] >> 4 <= 7 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0
    }
}
