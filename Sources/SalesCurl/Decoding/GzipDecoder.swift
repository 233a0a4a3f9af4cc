internal import CLibdeflate

/// Undoes gzip (RFC 1952): one member or several.
enum GzipDecoder {
    static func decode(_ body: [UInt8], limit: Int) throws(ContentDecoder.Failure) -> [UInt8] {
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
            return .complete
        }
    }

    /// What the last member says of its length, where deflate could hold so much at all.
    private static func statedLength(of body: [UInt8]) -> Int {
        let stated = body.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return stated <= body.count * Inflater.highestRatio ? stated : body.count * DecodedOutput.usualRatio
    }

    private static let memberStart: [UInt8] = [0x1F, 0x8B]
}

/// Undoes what HTTP calls deflate.
enum DeflateDecoder {
    static func decode(_ body: [UInt8], limit: Int) throws(ContentDecoder.Failure) -> [UInt8] {
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

/// libdeflate's decompressor.
private struct Inflater: ~Copyable {
    /// One of libdeflate's functions for whole streams that also tell how much of the input they used.
    typealias Function = (
        OpaquePointer?, UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, Int,
        UnsafeMutablePointer<Int>?, UnsafeMutablePointer<Int>?
    ) -> libdeflate_result

    /// The most that deflate makes of a byte: 258 bytes by two codes of one bit each.
    static let highestRatio = 1_032

    private let decompressor: OpaquePointer

    /// Nil where there is no memory.
    init?() {
        guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
        self.decompressor = decompressor
    }

    deinit { libdeflate_free_decompressor(decompressor) }

    /// Decodes one stream: the result, how much of the input it was, and how many bytes it gave.
    func inflate(
        _ input: ArraySlice<UInt8>,
        into room: Slice<UnsafeMutableRawBufferPointer>,
        with function: Function
    ) -> (libdeflate_result, used: Int, made: Int) {
        var used = 0
        var made = 0
        let room = UnsafeMutableRawBufferPointer(rebasing: room)
        let result = input.withUnsafeBytes { input in
            function(decompressor, input.baseAddress, input.count, room.baseAddress, room.count, &used, &made)
        }
        return (result, used, made)
    }

    static func step(after result: libdeflate_result) -> DecodedOutput.Step {
        result == LIBDEFLATE_INSUFFICIENT_SPACE ? .needsRoom : .damaged
    }
}
