/// A person's products: `GET /products?q=&state=&sort=&after=`.
///
/// Its form posts `id` (once for each) and `action` (`pause`, `resume`) to `/products/bulk`; "Delete…" asks with the
/// same `id`s for `GET /products/delete`, which shows ``ConfirmView``.
struct ProductsView: Sendable {
    /// What is said where there is nothing to list.
    struct Empty: Sendable {
        let title: String
        let text: String
        /// Whether the person follows nothing at all; else nothing is found.
        let isFirst: Bool

        /// For who follows nothing yet.
        static let first = Empty(
            title: "Nothing is tracked yet",
            text: "Paste the address of a product, say when you want to hear of it, and we watch its price.",
            isFirst: true
        )
        /// Where the filter or the search leaves nothing.
        static let noneFound = Empty(
            title: "No product matches",
            text: "None of your products is like that. Search for less, or show all of them.",
            isFirst: false
        )
    }

    /// What the list can be narrowed by; nil with nothing to narrow.
    struct Tools: Sendable {
        /// All, paused, failing and so on; each path keeps the search.
        let filters: [PageLink]
        /// The chosen filter's value of `state`; nil for all.
        let filter: String?
        /// What was searched for.
        let search: String
        /// The orders, as values of `sort`.
        let sorts: [PageChoice]
    }

    /// When it was last looked at.
    struct Checked: Sendable {
        /// What stands before the time: "checked "; or all there is to say, where it never was: "not checked yet".
        let before: String
        /// The moment, in the form of RFC 3339; empty where there is none.
        let at: String
        /// The moment in words: "2 min ago", "24 Nov 10:15"; empty where there is none.
        let text: String
    }

    /// A product and what the person wants of it.
    struct Row: Sendable {
        let id: String
        /// The product's name.
        let name: String
        /// The first letter of it, shown where there is no picture.
        let initial: String
        /// The picture's address; nil where none is known.
        ///
        /// The reader's browser loads it from the shop, when it comes into view and without saying from where; its box
        /// is there before.
        let image: String?
        /// The shop, as `currys.co.uk`.
        let shop: String
        /// The rule in a few words: `RuleWords.short`.
        let rule: String
        let badges: [PageBadge]
        /// Why it cannot be read, in a sentence; nil where it can.
        let problem: String?
        /// A ``Sparkline`` of the last 30 days, its `svg` element.
        let sparkline: String
        /// "£39.99", or "—".
        let price: String
        /// From the price that it had 30 days ago; nil where it is the same.
        let change: PageChange?
        let lowest: String
        /// The day of the lowest price; nil where it is not known.
        let lowestOn: String?
        let availability: PageStock
        let checked: Checked
        /// How often it is really checked: "every 5 minutes"; nil where it is not.
        let pace: String?
    }

    /// The rows of this page.
    struct List: Sendable {
        let rows: [Row]
        /// Where the next page is; nil on the last.
        let next: String?
    }

    let page: PageFrame
    /// How many there are: "24 products, 2 of them cannot be read".
    let summary: String
    /// Said instead of a list.
    let empty: Empty?
    let tools: Tools?
    /// Nil where ``empty`` is said.
    let list: List?
}
