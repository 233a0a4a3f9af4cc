/// The little of XML that answers of AWS's older services need: the text of the first element of a name.
///
/// The answers are flat and small, so that nothing is gained by a tree; what is found is foreign text all the same.
enum XMLText {
    /// The text of the first element of this name, without attributes and with nothing but text in it; nil where there is
    /// none.
    static func first(_ name: String, in document: String) -> String? {
        guard let start = document.firstRange(of: "<\(name)>"),
            let end = document[start.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        let text = document[start.upperBound..<end.lowerBound]
        return text.contains("<") ? nil : unescaped(text)
    }

    /// The five entities of XML and characters by number; an ampersand that begins neither stands for itself.
    static func unescaped(_ text: Substring) -> String {
        var output = ""
        var rest = text
        while let ampersand = rest.firstIndex(of: "&") {
            output += rest[..<ampersand]
            let behind = rest[rest.index(after: ampersand)...]
            let name = behind.prefix(longestEntity).prefix { $0 != ";" }
            if behind[name.endIndex...].first == ";", let character = character(String(name)) {
                output.append(character)
                rest = behind[behind.index(after: name.endIndex)...]
            } else {
                output += "&"
                rest = behind
            }
        }
        return output + rest
    }

    /// A text as it stands in an element.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// `#x10FFFF`.
    private static let longestEntity = 8

    private static func character(_ name: String) -> Character? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let isHexadecimal = name.hasPrefix("#x")
            let number = UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
            return number.flatMap(Unicode.Scalar.init).map(Character.init)
        }
    }
}
