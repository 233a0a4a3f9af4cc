internal import CLibdeflate

/// libdeflate's decompressor.
struct Inflater: ~Copyable {
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
