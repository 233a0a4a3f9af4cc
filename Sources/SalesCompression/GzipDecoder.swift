internal import CLibdeflate

/// Undoes gzip (RFC 1952): one member or several.
package enum GzipDecoder {
    /// What the bytes hold, at most `limit` bytes of it, which is above 0.
    package static func decode(
        _ body: [UInt8],
        limit: Int,
        remainder: Remainder
    ) throws(DecodingFailure) -> [UInt8] {
        guard let inflater = Inflater() else { throw .memoryExhausted }
        // Members that are done; one that does not fit is begun again with more room.
        var offset = 0
        return try DecodedOutput.fill(expecting: statedLength(of: body), limit: limit) { room, count in
            repeat {
                let (result, used, made) = inflater.inflate(
                    body[offset...],
                    into: room.dropFirst(count),
                    with: libdeflate_gzip_decompress_ex
                )
                guard result == LIBDEFLATE_SUCCESS else { return Inflater.step(after: result) }
                offset += used
                count += made
            } while body[offset...].starts(with: memberStart)
            return remainder == .refused && offset < body.count ? .damaged : .complete
        }
    }

    /// What the last member says of its length, where deflate could hold so much at all.
    private static func statedLength(of body: [UInt8]) -> Int {
        let stated = body.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return stated <= body.count * Inflater.highestRatio ? stated : body.count * DecodedOutput.usualRatio
    }

    private static let memberStart: [UInt8] = [0x1F, 0x8B]
}
