/// State that is written as a function called with its values: `(function(a,b){return {price:a,name:b}}(19.9,"Kettle"))`.
///
/// Nuxt 2 writes every value so that occurs more than once. Source: <https://github.com/nuxt-contrib/devalue>.
enum HoistedState {
    /// The state with its values put in; nil where the script has no such call.
    static func value(in script: [UInt8]) -> LooseJSON? {
        guard let start = end(of: "(function(", in: script, from: 0),
            let close = script[start...].prefix(longestList).firstIndex(of: UInt8(ascii: ")")),
            let body = end(of: "return", in: script, from: close, within: 20)
        else { return nil }
        let names = script[start..<close].split(separator: UInt8(ascii: ",")).map { name in
            String(decoding: name.filter { $0 > 0x20 }, as: UTF8.self)
        }
        var reader = LooseJSONReader(bytes: script, from: body)
        _ = reader.value(depth: 0)
        guard let call = end(of: "(", in: script, from: reader.place, within: 10) else { return nil }
        var arguments = LooseJSONReader(bytes: script, from: call)
        let values = arguments.arguments(limit: names.count)
        var filled = LooseJSONReader(bytes: script, from: body)
        filled.bindings = Dictionary(zip(names, values)) { first, _ in first }
        return filled.value(depth: 0)
    }

    /// The place behind a word that stands near a place.
    private static func end(of word: StaticString, in script: [UInt8], from start: Int, within reach: Int? = nil)
        -> Int?
    {
        let count = word.utf8CodeUnitCount
        let last = min(script.count - count, reach.map { start + $0 } ?? Int.max)
        guard start <= last else { return nil }
        for place in start...last where (0..<count).allSatisfy({ script[place + $0] == word.utf8Start[$0] }) {
            return place + count
        }
        return nil
    }

    /// The longest list of parameters, in bytes.
    private static let longestList = 20_000
}

extension LooseJSONReader {
    /// The values of a call up to its closing bracket.
    fileprivate mutating func arguments(limit: Int) -> [(value: LooseJSON, nodes: Int)] {
        var values: [(value: LooseJSON, nodes: Int)] = []
        while values.count < limit {
            skipBlank()
            guard let byte = peek, byte != UInt8(ascii: ")") else { break }
            if byte == UInt8(ascii: ",") {
                place += 1
                continue
            }
            let (before, known) = (place, nodes)
            let value = value(depth: 0)
            values.append((value, nodes - known))
            if place == before { place += 1 }
            // What is left of an expression: `new Date(0)`, `void 0`, `Array(3)`.
            skipExpression(isInCall: true)
        }
        return values
    }
}
