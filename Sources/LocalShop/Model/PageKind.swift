/// The ways in which real shops state a price; each product has one, chosen by its id.
enum PageKind: String, CaseIterable, Sendable {
    /// A schema.org Product with an Offer in a JSON-LD script.
    case jsonLD = "json_ld"
    /// The same inside an `@graph` among other nodes.
    case jsonLDGraph = "json_ld_graph"
    /// schema.org microdata attributes in the visible markup.
    case microdata
    /// OpenGraph and `product:` meta tags.
    case openGraph = "open_graph"
    /// State that a JavaScript framework embeds in the page.
    case embeddedState = "embedded_state"
    /// Nothing but the text that a person sees.
    case visibleText = "visible_text"

    init(productID: Int) {
        let index = productID % Self.allCases.count
        self = Self.allCases.indices.contains(index) ? Self.allCases[index] : .jsonLD
    }
}
