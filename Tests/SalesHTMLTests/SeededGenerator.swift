/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// A page of 400 parts, three of four of them pieces of markup and the others single bytes.
    mutating func page(of pieces: [String]) -> [UInt8] {
        var page: [UInt8] = []
        for _ in 0..<400 {
            if next() % 4 == 0 {
                page.append(UInt8(truncatingIfNeeded: next()))
            } else {
                page += Array(pieces[Int(next() % UInt64(pieces.count))].utf8)
            }
        }
        return page
    }
}
