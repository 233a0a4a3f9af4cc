/// A JSON-LD document whose product is one node of an `@graph`, as content systems write it.
struct SchemaGraph: Encodable, Sendable {
    /// A node that is not the product.
    struct Other: Encodable, Sendable {
        var type: String
        var name: String
        var url: String

        enum CodingKeys: String, CodingKey {
            case name, url
            case type = "@type"
        }
    }

    enum Node: Encodable, Sendable {
        case other(Other)
        case product(SchemaProduct)

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .other(let node): try node.encode(to: encoder)
            case .product(let node): try node.encode(to: encoder)
            }
        }
    }

    let context = "https://schema.org"
    var graph: [Node]

    enum CodingKeys: String, CodingKey {
        case context = "@context"
        case graph = "@graph"
    }
}
