/// Where random numbers come from: jitter and identifiers draw on it, tests give a seeded one.
public struct RandomSource: RandomNumberGenerator, Sendable {
    private let draw: @Sendable () -> UInt64

    /// A source that calls the closure for each 64 bits; the closure must be safe to call from any thread.
    public init(_ draw: @escaping @Sendable () -> UInt64) {
        self.draw = draw
    }

    /// The system's cryptographically secure generator.
    public static let system = RandomSource {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// The next 64 random bits.
    public func next() -> UInt64 {
        draw()
    }
}

extension RandomNumberGenerator {
    /// 128 random bits as 32 lower-case hexadecimal digits.
    package mutating func hexadecimal128() -> String {
        [next(), next()].map { (value: UInt64) in
            let digits = String(value, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}
