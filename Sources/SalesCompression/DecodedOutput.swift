/// Room for decoded bytes, which grows until they fit or the limit is reached.
package enum DecodedOutput {
    /// How a decoder's step ended.
    package enum Step: Hashable {
        case complete
        case needsRoom
        case damaged
        case memoryExhausted
    }

    /// Decodes into an array that is made larger as often as the step asks for room.
    ///
    /// - Parameters:
    ///   - expected: How many bytes are expected; a guess that an attacker may choose, since memory that is not written
    ///     to costs nothing.
    ///   - limit: The most bytes, above 0.
    ///   - step: goes on behind the first `count` bytes, which are kept from one step to the next.
    package static func fill(
        expecting expected: Int,
        limit: Int,
        _ step: (_ room: UnsafeMutableRawBufferPointer, _ count: inout Int) -> Step
    ) throws(DecodingFailure) -> [UInt8] {
        var capacity = min(max(expected, Self.smallest), limit)
        var output: [UInt8] = []
        while true {
            var end = Step.memoryExhausted
            output = Array(unsafeUninitializedCapacity: capacity) { [output] buffer, count in
                let room = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: capacity)
                room.copyBytes(from: output)
                count = output.count
                end = step(room, &count)
            }
            switch end {
            case .complete: return output
            case .damaged: throw .damaged
            case .memoryExhausted: throw .memoryExhausted
            case .needsRoom:
                guard capacity < limit else { throw .tooLarge }
                capacity = min(limit, capacity * Self.growth)
            }
        }
    }

    /// Room for any small answer, in bytes.
    private static let smallest = 4_096
    /// What is too small is made so many times larger.
    private static let growth = 4
    /// How much larger than their coded form pages are at most, mostly.
    package static let usualRatio = 8
}
