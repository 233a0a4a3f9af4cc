public import SalesCore
import Synchronization

/// Random numbers that are the same in every run of one seed (SplitMix64, Steele, Lea and Flood 2014).
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The sequence of a seed; print the seed where a test fails.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

extension RandomSource {
    /// A source that gives the same numbers in every run of one seed, to one caller at a time.
    public static func seeded(_ seed: UInt64) -> RandomSource {
        let generator = Mutex(SeededRandom(seed: seed))
        let draw: @Sendable () -> UInt64 = { generator.withLock { $0.next() } }
        return RandomSource(draw)
    }
}
