/// The state that React's server components send in pieces of text: `self.__next_f.push([1, "…"])`.
///
/// Together the pieces are lines of a number, a colon and JSON. Source: the `ReactFlightServer` of
/// <https://github.com/facebook/react>.
struct FlightData {
    static let name = "__next_f"
    private var text = ""

    /// Takes the piece that a script hands over; false where it hands over none.
    mutating func take(_ script: ArraySlice<UInt8>) -> Bool {
        let head = script.prefix(Self.longestCall)
        guard String(decoding: head, as: UTF8.self).contains(Self.name),
            let quote = head.firstIndex(of: UInt8(ascii: "\""))
        else { return false }
        var reader = LooseJSONReader(bytes: Array(script[quote...]))
        text += reader.string(quote: UInt8(ascii: "\""))
        return true
    }

    /// The values of the lines, with their numbers.
    var values: [(name: String, value: LooseJSON)] {
        text.utf8.split(separator: 0x0A).prefix(Self.maximumLines).compactMap { line in
            guard let colon = line.prefix(Self.longestNumber).firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let rest = line[line.index(after: colon)...]
            guard let first = rest.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
                let value = LooseJSONReader.documents(in: rest).first
            else { return nil }
            return (String(decoding: line[..<colon], as: UTF8.self), value)
        }
    }

    /// The longest call before the piece, in bytes.
    private static let longestCall = 80
    /// The most lines that are read.
    private static let maximumLines = 2_000
    /// The longest number of a line, with its colon, in bytes.
    private static let longestNumber = 10
}
