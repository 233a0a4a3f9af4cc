/// Finds `"currency": "GBP"` and its like in scripts, in one pass.
enum CurrencyMentions {
    /// The codes that are assigned to a name that ends in `currency`, `currencyCode` or `currency_code`.
    static func codes(in bytes: ArraySlice<UInt8>) -> [String] {
        var codes: [String] = []
        bytes.withUnsafeBufferPointer { buffer in
            var place = 0
            while place + needle.count < buffer.count, codes.count < maximum {
                // Where the last of seven bytes is none of the letters, the word can't stand on any of the seven.
                let last = buffer[place + needle.count - 1]
                guard last == UInt8(ascii: "y") else {
                    place += needle.contains(last) ? 1 : needle.count
                    continue
                }
                guard needle.indices.allSatisfy({ buffer[place + $0] == needle[$0] }) else {
                    place += 1
                    continue
                }
                place += needle.count
                if let code = code(in: buffer, from: place) { codes.append(code) }
            }
        }
        return codes
    }

    /// `urrency`, so that both letter cases of its first letter are found.
    private static let needle = Array("urrency".utf8)

    /// Reads `Code": "GBP"`: a rest of the name, punctuation, three capitals, punctuation.
    private static func code(in buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> String? {
        var place = start
        let end = min(buffer.count, start + 30)
        for rest in ["Code", "_code", "Iso", "ISO", "Id"] {
            let bytes = Array(rest.utf8)
            if place + bytes.count <= end, bytes.elementsEqual(buffer[place..<place + bytes.count]) {
                place += bytes.count
                break
            }
        }
        var sawAssignment = false
        while place < end, !isLetter(buffer[place]) {
            switch buffer[place] {
            case UInt8(ascii: ":"), UInt8(ascii: "="): sawAssignment = true
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: " "): break
            default: return nil
            }
            place += 1
        }
        guard sawAssignment, place + 3 < buffer.count, !isLetter(buffer[place + 3]) else { return nil }
        let code = buffer[place..<place + 3]
        guard code.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        return String(decoding: code, as: UTF8.self)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF)
    }

    private static let maximum = 200
}
