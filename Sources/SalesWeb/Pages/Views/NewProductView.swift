/// Adding a product: `GET /products/new`, and `POST /products/new` with `url`, which reads the page and answers this
/// again with ``found`` or ``trouble``.
///
/// The second form posts to `/products`: `url`, `selection` (the chosen candidate; not sent where there was one price
/// only), `insist` as `on`, and the fields of ``RuleForm``.
struct NewProductView: Sendable {
    /// Why the page gave no price, and what to do.
    struct Trouble: Sendable {
        /// As "The shop asks whether we are a robot".
        let title: String
        /// What was seen, in a sentence or two.
        let text: String
        let hasAdvice: Bool
        /// What the person can do, each a sentence.
        let advice: [String]
    }

    /// A price that the page states.
    struct Candidate: Sendable {
        /// What the form sends for it: the text of a pin, `css:…` and so on; empty for the page's own price.
        let selection: String
        let amount: String
        /// "Price", "List price", "Price of a variant".
        let meaning: String
        /// Source and path: "JSON-LD · $.offers[0].price".
        let place: String
        /// The text of the page around it; nil where that says nothing more.
        let quote: String?
        /// How sure: "95 of 100"; empty where nobody asked.
        let sure: String
        let isChosen: Bool
    }

    /// What was read.
    struct Found: Sendable {
        /// The canonical URL, which the second form sends.
        let pageURL: String
        let isInsisting: Bool
        let name: String
        let initial: String
        let picture: String?
        let shop: String
        /// "Read at once", "Several prices", "No price now".
        let outcome: String
        /// "£39.99"; nil where none was taken.
        let price: String?
        let availability: PageStock
        /// Where each thing was found: price, list price, availability, kind of page.
        let evidence: [PageFact]
        let hasCandidates: Bool
        /// What the list is: "Other prices on this page", or the question which of them is paid.
        let candidatesTitle: String
        let candidatesText: String
        /// The best first, some twelve at most.
        let candidates: [Candidate]
        /// Said where none was chosen that had to be.
        let fault: String?
        let hasNotes: Bool
        /// What the reader should know besides.
        let notes: [String]
        /// "Track it", or "Track it anyway".
        let trackLabel: String
    }

    let page: PageFrame
    let url: PageField
    /// Whether nothing was asked for yet.
    let isBlank: Bool
    let trouble: Trouble?
    /// Also where there is no price but the product can be tracked anyway.
    let found: Found?
    /// The second form's fields; any where ``found`` is nil.
    let rule: RuleForm
}
