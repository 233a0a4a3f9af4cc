/// Finds the data in a script: the whole of it, or what is assigned, pushed or parsed.
enum ScriptData {
    /// The most values that are taken from one script.
    static let maximumValues = 50

    /// Whether a script names a price by a word that begins as `price` does in most languages: only then is it worth reading.
    static func mentionsPrice(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard buffer.count >= longestStem else { return false }
            for place in 0...buffer.count - longestStem
            where buffer[place] | 0x20 == UInt8(ascii: "p") && buffer[place + 1] | 0x20 == UInt8(ascii: "r") {
                let isStem = stems.contains { stem in
                    stem.indices.allSatisfy { buffer[place + 2 + $0] | 0x20 == stem[$0] }
                }
                if isStem { return true }
            }
            return false
        }
    }

    /// What follows `pr` in price, prix, Preis, precio, prezzo, preço and pris.
    private static let stems = ["ic", "ix", "is", "ei", "ec", "ez", "eç"].map { Array($0.utf8).map { $0 | 0x20 } }
    private static let longestStem = 5

    /// The values with a name for people each.
    static func values(in bytes: ArraySlice<UInt8>, isData: Bool) -> [(name: String, value: LooseJSON)] {
        if isData {
            return LooseJSONReader.documents(in: bytes).enumerated().map {
                ($0.offset == 0 ? "$" : "$\($0.offset + 1)", $0.element)
            }
        }
        let script = Array(bytes.prefix(LooseJSONReader.maximumBytes))
        var values: [(String, LooseJSON)] = []
        if let hoisted = HoistedState.value(in: script) { values.append(("function", hoisted)) }
        var place = 0
        while place < script.count, values.count < maximumValues {
            guard let start = opening(in: script, from: place) else { break }
            let name = name(before: start, in: script)
            if script[start] == UInt8(ascii: "\"") || script[start] == UInt8(ascii: "'") {
                var reader = LooseJSONReader(bytes: script, from: start)
                let text = reader.string(quote: script[start])
                values += LooseJSONReader.documents(in: text.utf8).prefix(1).map { (name, $0) }
                place = max(reader.place, start + 1)
            } else {
                var reader = LooseJSONReader(bytes: script, from: start)
                values.append((name, reader.value(depth: 0)))
                place = max(reader.place, start + 1)
            }
        }
        return values
    }

    /// The next `= {`, `= [`, `({`, `([{` or `JSON.parse("`.
    private static func opening(in script: [UInt8], from start: Int) -> Int? {
        var place = start
        while place + 1 < script.count {
            let byte = script[place]
            if byte == UInt8(ascii: "=") || byte == UInt8(ascii: "(") {
                var next = place + 1
                while next < script.count, script[next] <= 0x20, next < place + 8 { next += 1 }
                guard next < script.count else { return nil }
                let opens = script[next] == UInt8(ascii: "{") || script[next] == UInt8(ascii: "[")
                if opens, isData(script, next) { return next }
                let isQuote = script[next] == UInt8(ascii: "\"") || script[next] == UInt8(ascii: "'")
                if byte == UInt8(ascii: "("), isQuote, endsWith(script, place, "JSON.parse") { return next }
            }
            place += 1
        }
        return nil
    }

    /// Whether a bracket begins data and not a block of code: a name or a value follows it.
    private static func isData(_ script: [UInt8], _ place: Int) -> Bool {
        var next = place + 1
        while next < script.count, script[next] <= 0x20, next < place + 100 { next += 1 }
        guard next < script.count else { return false }
        switch script[next] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: "["): return true
        default:
            var end = next
            while end < script.count, LooseJSONReader.isWord(script[end]), end < next + 64 { end += 1 }
            while end < script.count, script[end] <= 0x20, end < next + 72 { end += 1 }
            return end > next && end < script.count && script[end] == UInt8(ascii: ":")
        }
    }

    private static func endsWith(_ script: [UInt8], _ end: Int, _ word: StaticString) -> Bool {
        let start = end - word.utf8CodeUnitCount
        guard start >= 0 else { return false }
        for index in 0..<word.utf8CodeUnitCount where script[start + index] != word.utf8Start[index] { return false }
        return true
    }

    /// The name that is assigned to, or the function that is called.
    private static func name(before place: Int, in script: [UInt8]) -> String {
        var end = place
        while end > 0,
            script[end - 1] <= 0x20 || script[end - 1] == UInt8(ascii: "=") || script[end - 1] == UInt8(ascii: "(")
        {
            end -= 1
            if place - end > 12 { break }
        }
        var start = end
        while start > 0, LooseJSONReader.isWord(script[start - 1]) || script[start - 1] == UInt8(ascii: "."),
            end - start < 40
        { start -= 1 }
        return start < end ? String(decoding: script[start..<end], as: UTF8.self) : "$"
    }
}
