import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A picture as a strict XML parser reads it.
struct ParsedSVG {
    /// An element with its attributes.
    struct Element {
        let name: String
        let attributes: [String: String]
        /// All text in it.
        var text = ""

        /// Its classes.
        var classes: [Substring] { (attributes["class"] ?? "").split(separator: " ") }
    }

    /// All elements in the order of their beginnings.
    let elements: [Element]

    /// Reads a text; nil where it is not well formed.
    init?(_ text: String) {
        let reader = Reader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        guard parser.parse() else { return nil }
        elements = reader.elements
    }

    /// The elements of a name.
    func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// The elements of a class.
    func ofClass(_ name: String) -> [Element] { elements.filter { $0.classes.contains { $0 == name } } }

    /// The size of the viewBox.
    var size: (width: Double, height: Double) {
        let parts = (elements.first?.attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
        return parts.count == 4 ? (parts[2], parts[3]) : (0, 0)
    }

    /// Every place that is drawn at, those of paths included; what is used only as a pattern is not.
    var places: [(x: Double, y: Double)] {
        elements.flatMap { element -> [(x: Double, y: Double)] in
            guard !element.classes.contains(where: { $0.hasPrefix("chart-hatch") }) else { return [] }
            let number = { (name: String) in element.attributes[name].flatMap { Double($0) } }
            switch element.name {
            case "rect":
                let (x, y) = (number("x") ?? 0, number("y") ?? 0)
                return [(x, y), (x + (number("width") ?? 0), y + (number("height") ?? 0))]
            case "line":
                return [(number("x1") ?? -1, number("y1") ?? -1), (number("x2") ?? -1, number("y2") ?? -1)]
            case "circle":
                let (x, y, r) = (number("cx") ?? -1, number("cy") ?? -1, number("r") ?? 0)
                return [(x - r, y - r), (x + r, y + r)]
            case "text":
                return [(number("x") ?? -1, number("y") ?? -1)]
            case "path":
                return Self.places(ofPath: element.attributes["d"] ?? "")
            default:
                return []
            }
        }
    }

    /// The places of a path of the commands that charts use.
    static func places(ofPath path: String) -> [(x: Double, y: Double)] {
        var places: [(x: Double, y: Double)] = []
        var (x, y) = (0.0, 0.0)
        var rest = path[...]
        while let command = rest.popFirst() {
            let text = rest.prefix { !$0.isLetter }
            rest = rest.dropFirst(text.count)
            let numbers = text.split(separator: " ").compactMap { Double($0) }
            switch (command, numbers.count) {
            case ("M", 2): (x, y) = (numbers[0], numbers[1])
            case ("l", 2): (x, y) = (x + numbers[0], y + numbers[1])
            case ("H", 1): x = numbers[0]
            case ("V", 1): y = numbers[0]
            case ("h", 1): x += numbers[0]
            case ("Z", 0): break
            default: (x, y) = (.nan, .nan)
            }
            places.append((x, y))
        }
        return places
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [Element] = []
        private var open: [Int] = []

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            open.append(elements.count)
            elements.append(Element(name: name, attributes: attributes))
        }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            open.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            for index in open { elements[index].text += text }
        }
    }
}
