import SalesHTML

/// Items that attributes of elements describe, in the shape of JSON-LD: microdata and RDFa share everything but names.
///
/// Sources: <https://html.spec.whatwg.org/multipage/microdata.html>, <https://www.w3.org/TR/rdfa-lite/>.
struct AnnotatedItems {
    /// The attributes of one syntax.
    struct Syntax: Sendable {
        let type: StaticString
        let property: StaticString
        /// Whether the attribute that opens an item is another one than the type's.
        let scope: StaticString?

        static let microdata = Syntax(type: "itemtype", property: "itemprop", scope: "itemscope")
        static let rdfa = Syntax(type: "typeof", property: "property", scope: nil)
    }

    /// The most items that are read from one page.
    static let maximumItems = 2_000
    /// The most properties that are read from one page.
    static let maximumProperties = 20_000
    /// The most objects that the items become: an item with several names stands under each of them, and so does all
    /// inside it.
    static let maximumObjects = 4_000
    /// The most items whose place on the page is named in full: that takes time in proportion to the elements before it.
    static let maximumPaths = 500
    /// The deepest nesting of items.
    static let maximumDepth = 16

    /// The most text of properties that is taken, in bytes.
    static let maximumText = 2 * 1_024 * 1_024

    private enum Value {
        case text(String)
        case item(Int)
    }

    private struct Item {
        let types: [String]
        let element: HTMLElement
        var properties: [(name: String, value: Value)] = []
    }

    private let outline: HTMLOutline
    private let syntax: Syntax
    private var items: [Item] = []
    private var tops: [Int] = []
    /// How much text may still be taken: properties nest, and each has all the text inside it.
    private var textRoom = maximumText
    private var objectRoom = maximumObjects
    private var paths: [Int: String] = [:]

    /// The outermost items of a page.
    static func documents(in outline: HTMLOutline, syntax: Syntax) -> [LooseJSON] {
        var reader = AnnotatedItems(outline: outline, syntax: syntax)
        reader.read()
        var documents: [LooseJSON] = []
        for item in reader.tops where reader.objectRoom > 0 { documents.append(reader.json(of: item, depth: 0)) }
        return documents
    }

    private init(outline: HTMLOutline, syntax: Syntax) {
        self.outline = outline
        self.syntax = syntax
    }

    private mutating func read() {
        // The item that each element stands in.
        let elements = outline.elements
        var around: [Int] = Array(repeating: -1, count: elements.count)
        var properties = 0
        for (place, node) in elements.enumerated() {
            let outer = node.parentPlace >= 0 ? around[node.parentPlace] : -1
            around[place] = outer
            let names = properties < Self.maximumProperties ? propertyNames(of: node) : []
            let opens = items.count < Self.maximumItems && node.attribute(syntax.scope ?? syntax.type) != nil
            if opens {
                items.append(Item(types: types(of: node), element: node))
                around[place] = items.count - 1
                attach(items.count - 1, to: outer, names: names)
            } else if outer >= 0, !names.isEmpty {
                properties += names.count
                for name in names {
                    let text = value(of: node, named: name)
                    items[outer].properties.append((name, .text(text)))
                }
            }
        }
    }

    private mutating func attach(_ item: Int, to outer: Int, names: [String]) {
        guard outer >= 0 else { return tops.append(item) }
        if !names.isEmpty {
            for name in names { items[outer].properties.append((name, .item(item))) }
        } else if items[item].types.contains(where: SchemaTypes.offers.contains), !items[outer].types.isEmpty {
            // An offer inside a product whose `itemprop="offers"` was forgotten.
            items[outer].properties.append(("offers", .item(item)))
        } else {
            tops.append(item)
        }
    }

    private func types(of node: HTMLElement) -> [String] {
        (node.attribute(syntax.type) ?? "").split(whereSeparator: \.isWhitespace).prefix(8).map {
            SchemaTypes.name(String($0))
        }
    }

    private func propertyNames(of node: HTMLElement) -> [String] {
        guard let text = node.attribute(syntax.property), !text.isEmpty else { return [] }
        return text.split(whereSeparator: \.isWhitespace).prefix(8).map { SchemaTypes.name(String($0)) }
    }

    private mutating func value(of node: HTMLElement, named name: String) -> String {
        if let content = node.attribute("content"), !content.isEmpty { return content }
        if Self.addressProperties.contains(name), let address = node.attribute("href") ?? node.attribute("src") {
            return address
        }
        if node.isNamed("data") || node.isNamed("meter"), let value = node.attribute("value") { return value }
        if node.isNamed("time"), let time = node.attribute("datetime") { return time }
        if node.isNamed("input"), let value = node.attribute("value") { return value }
        guard textRoom > 0 else { return "" }
        let visible = name.lowercased().contains("price") ? SplitPrice.text(of: node) : node.visibleText
        let text = visible.isEmpty ? node.allText : visible
        textRoom -= text.utf8.count + 1
        return CleanText.line(text, limit: 500)
    }

    private mutating func json(of number: Int, depth: Int) -> LooseJSON {
        objectRoom -= 1
        let item = items[number]
        var members = [
            LooseJSON.Member(name: "@type", value: .array(item.types.map { .string($0) })),
            LooseJSON.Member(name: "@path", value: .string(path(of: number))),
        ]
        guard depth < Self.maximumDepth else { return .object(members) }
        var names: [String] = []
        var values: [String: [LooseJSON]] = [:]
        for (name, value) in item.properties {
            let json: LooseJSON =
                switch value {
                case .text(let text): .string(text)
                case .item(let inner): objectRoom > 0 ? self.json(of: inner, depth: depth + 1) : .null
                }
            if values[name] == nil { names.append(name) }
            values[name, default: []].append(json)
        }
        for name in names {
            guard let all = values[name], let first = all.first else { continue }
            members.append(LooseJSON.Member(name: name, value: all.count == 1 ? first : .array(all)))
        }
        return .object(members)
    }

    /// Where an item stands; of further ones only their number, which tells them apart all the same.
    private mutating func path(of number: Int) -> String {
        if let known = paths[number] { return known }
        guard paths.count < Self.maximumPaths else { return "\(syntax.scope ?? syntax.type)[\(number)]" }
        let path = items[number].element.path
        paths[number] = path
        return path
    }

    private static let addressProperties: Set<String> = [
        "url", "availability", "itemCondition", "image", "contentUrl", "sameAs", "mainEntityOfPage", "priceType",
    ]
}
