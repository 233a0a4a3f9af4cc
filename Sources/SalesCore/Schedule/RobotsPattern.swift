/// The path pattern of one rule: `*` stands for any octets, a `$` at the end for the end of the path (RFC 9309 §2.2.3).
///
/// Pattern and path are compared octet by octet with every percent-encoding undone. That makes one of `ツ` and
/// `%E3%83%84`, of `b` and `%62`, and of `https://` and `https%3A%2F%2F` in a query, as §2.2.2 and its table ask; `%2A`
/// and `%24` in a pattern are the plain characters.
struct RobotsPattern: Hashable {
    /// What must occur in this order: the first at the start, each further one anywhere behind the one before.
    let pieces: [[UInt8]]
    /// Whether the last piece must end the path.
    let isAnchored: Bool
    /// How specific the pattern is: its octets as they are written in normal percent-encoding.
    let specificity: Int

    /// The pattern of a rule's value; nil where it can match no path because it begins with neither `/` nor `*`.
    init?(_ value: some Sequence<UInt8>) {
        var pieces: [[UInt8]] = [[]]
        var specificity = 0
        var written = Array(value)
        let isAnchored = written.last == UInt8(ascii: "$")
        if isAnchored {
            written.removeLast()
            specificity += 1
        }
        PercentDecoding.forEach(in: written) { octet, isWritten in
            if octet == UInt8(ascii: "*"), isWritten {
                specificity += 1
                // A row of stars says no more than one.
                if pieces.count == 1 || pieces.last?.isEmpty == false { pieces.append([]) }
            } else {
                specificity += octet < 0x80 && (isWritten || PercentDecoding.isUnreserved(octet)) ? 1 : 3
                pieces[pieces.count - 1].append(octet)
            }
        }
        guard pieces.count > 1 || !pieces[0].isEmpty, pieces[0].isEmpty || pieces[0][0] == UInt8(ascii: "/") else {
            return nil
        }
        self.pieces = pieces
        self.isAnchored = isAnchored
        self.specificity = specificity
    }

    /// Whether a path, its percent-encoding undone, matches.
    ///
    /// Each piece is taken at the first place where it fits, which never excludes a match further on; so the time is
    /// linear in path and pattern, however many stars there are.
    func matches(_ path: [UInt8]) -> Bool {
        guard path.starts(with: pieces[0]) else { return false }
        guard pieces.count > 1 else { return !isAnchored || path.count == pieces[0].count }
        var position = pieces[0].count
        let searched = isAnchored ? pieces[1...].dropLast() : pieces[1...]
        for piece in searched {
            guard let end = PieceSearch.end(of: piece, in: path, from: position) else { return false }
            position = end
        }
        guard isAnchored, let last = pieces.last else { return true }
        return path.count - position >= last.count && path.suffix(last.count).elementsEqual(last)
    }
}

extension RobotsPattern: CustomStringConvertible {
    /// The pattern as it is written in normal percent-encoding.
    var description: String {
        pieces.map(PercentDecoding.encoded).joined(separator: "*") + (isAnchored ? "$" : "")
    }
}

/// Finds one piece in a path in linear time (Knuth, Morris and Pratt 1977).
private enum PieceSearch {
    /// The position behind the first occurrence at or after `start`; nil where there is none.
    static func end(of piece: [UInt8], in path: [UInt8], from start: Int) -> Int? {
        guard let first = piece.first else { return start }
        guard path.count - start >= piece.count else { return nil }
        guard piece.count > 1 else { return path[start...].firstIndex(of: first).map { $0 + 1 } }
        let borders = borders(of: piece)
        // Without bounds checks this is four times as fast; every index is below the count that its loop names.
        return path.withUnsafeBufferPointer { path in
            piece.withUnsafeBufferPointer { piece in
                var matched = 0
                for index in start..<path.count {
                    let octet = path[index]
                    while matched > 0, octet != piece[matched] { matched = borders[matched - 1] }
                    if octet == piece[matched] { matched += 1 }
                    if matched == piece.count { return index + 1 }
                }
                return nil
            }
        }
    }

    /// For each beginning of the piece the length of its longest proper border.
    private static func borders(of piece: [UInt8]) -> [Int] {
        var borders = Array(repeating: 0, count: piece.count)
        var length = 0
        for index in 1..<piece.count {
            while length > 0, piece[index] != piece[length] { length = borders[length - 1] }
            if piece[index] == piece[length] { length += 1 }
            borders[index] = length
        }
        return borders
    }
}

/// Percent-encoding (RFC 3986 §2.1) octet by octet.
enum PercentDecoding {
    /// Calls for each octet, and whether it stood there as itself.
    static func forEach(in bytes: [UInt8], _ body: (_ octet: UInt8, _ isWritten: Bool) -> Void) {
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = hex(bytes[index + 1]),
                let low = hex(bytes[index + 2])
            {
                body(high << 4 | low, false)
                index += 3
            } else {
                body(bytes[index], true)
                index += 1
            }
        }
    }

    /// The octets with every encoding undone.
    static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(bytes.count)
        forEach(in: bytes) { octet, _ in octets.append(octet) }
        return octets
    }

    /// Letters, digits, `-`, `.`, `_` and `~` (RFC 3986 §2.3).
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// The octets as printable ASCII text: what is not, and `*`, `$` and `%`, is encoded.
    static func encoded(_ octets: [UInt8]) -> String {
        var text = ""
        for octet in octets {
            if octet > 0x20, octet < 0x7F, !"*$%#".utf8.contains(octet) {
                text.unicodeScalars.append(Unicode.Scalar(octet))
            } else {
                let digits = String(octet, radix: 16, uppercase: true)
                text += octet < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
