import FlyingSocks

/// A response body made piece by piece: slowly, without end, or cut off.
struct BodyPieces: AsyncBufferedSequence {
    typealias Element = UInt8

    /// Ends a body before its promised length, and with it the connection.
    struct CutOff: Error {}

    /// The piece with this number, from 0; nil ends the body, an error cuts the connection.
    ///
    /// A piece is never empty.
    let piece: @Sendable (_ number: Int) async throws -> [UInt8]?

    func makeAsyncIterator() -> Iterator {
        Iterator(piece: piece)
    }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate let piece: @Sendable (Int) async throws -> [UInt8]?
        private var number = 0
        private var rest: ArraySlice<UInt8> = []

        fileprivate init(piece: @escaping @Sendable (Int) async throws -> [UInt8]?) {
            self.piece = piece
        }

        mutating func next() async throws -> UInt8? {
            try await nextBuffer(suggested: 1)?.first
        }

        mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            while rest.isEmpty {
                guard let made = try await piece(number) else { return nil }
                number += 1
                rest = made[...]
            }
            let taken = rest.prefix(count)
            rest = rest.dropFirst(count)
            return taken
        }
    }
}

extension BodyPieces {
    /// How many pieces a slow body comes in.
    static let slowPieces = 20
    /// How many bytes the filler of an endless body has.
    static let fillerBytes = 16_384

    /// `bytes` spread over `seconds`.
    static func slow(_ bytes: [UInt8], over seconds: Int) -> BodyPieces {
        let size = Swift.max(1, (bytes.count + slowPieces - 1) / slowPieces)
        return BodyPieces { number in
            let start = number * size
            guard start < bytes.count else { return nil }
            try await Task.sleep(for: .milliseconds(seconds * 1000 / slowPieces))
            return Array(bytes[start..<Swift.min(start + size, bytes.count)])
        }
    }

    /// `bytes`, then a cut of the connection.
    static func cutOff(after bytes: [UInt8]) -> BodyPieces {
        BodyPieces { number in
            guard number == 0, !bytes.isEmpty else { throw CutOff() }
            return bytes
        }
    }

    /// `start`, then filler for as long as somebody reads.
    static func endless(after start: [UInt8]) -> BodyPieces {
        let line = Array("<p>And more about this product, and more, and more.</p>\n".utf8)
        let filler = Array((0..<fillerBytes / line.count).map { _ in line }.joined())
        return BodyPieces { number in
            try Task.checkCancellation()
            return number == 0 && !start.isEmpty ? start : filler
        }
    }
}
