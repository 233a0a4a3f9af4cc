/// One product of a person: `GET /products/{id}?range=&before=`.
///
/// Its forms post to `/products/{id}` (``RuleForm``), `/products/{id}/check`, `/pause` and `/resume`; "Delete…" leads
/// to `GET /products/{id}/delete`, which shows ``ConfirmView``.
struct ProductView: Sendable {
    /// Why the product cannot be read, or what else somebody should look at.
    struct Problem: Sendable {
        /// ``Tone/bad`` or ``Tone/warn``.
        let tone: Tone
        /// What is wrong, as a sentence: "The page cannot be read".
        let title: String
        /// The reason and what happens next.
        let text: String
    }

    /// Whether the price is a good one.
    struct Verdict: Sendable {
        /// Where the price stands between the lowest and the highest that was seen.
        struct Scale: Sendable {
            /// From 0, the lowest, to 100.
            let position: Int
            let lowest: String
            let highest: String
        }

        /// ``Tone/good`` near the lowest, ``Tone/warn`` between, ``Tone/bad`` near the highest, ``Tone/quiet`` unknown.
        let tone: Tone
        /// The answer, as a sentence: "Yes, a good one".
        let title: String
        /// Why, in a sentence or two.
        let text: String
        /// Nil where too little is known.
        let scale: Scale?
    }

    /// A time that the chart can show.
    struct Span: Sendable {
        /// "30 d".
        let short: String
        /// "30 days".
        let name: String
        let path: String
        let isCurrent: Bool
    }

    /// A ``PriceChart`` in both sizes.
    struct Chart: Sendable {
        /// The `svg` element of ``ChartLayout/wide``.
        let wide: String
        /// The `svg` element of ``ChartLayout/narrow``, with another prefix.
        let narrow: String
        /// What the chart leaves out or rolls up; nil for nothing.
        let note: String?
    }

    /// A figure of the time that is shown: now, lowest, highest, average, 30-day low.
    struct Figure: Sendable {
        let name: String
        let value: String
        /// When it was; nil where that says nothing.
        let note: String?
    }

    /// A price that was noted.
    struct Reading: Sendable {
        /// The moment, in the form of RFC 3339.
        let at: String
        /// The moment in words: "2026-11-24 10:15".
        let date: String
        let price: String
        /// Empty where there is none.
        let listPrice: String
        let stock: String
        /// Where on the page it stood: "JSON-LD offers.price"; "carried over from the day before" for opening rows; empty
        /// where nothing is known of it.
        let evidence: String
    }

    /// The prices of a day of UTC, where changes are rolled up.
    struct Day: Sendable {
        /// "24 Nov 2026".
        let date: String
        /// The last one.
        let price: String
        let lowest: String
        let highest: String
    }

    /// Something that the person was told.
    struct Told: Sendable {
        let tone: Tone
        /// The moment, in the form of RFC 3339.
        let at: String
        /// The moment in words.
        let date: String
        /// "Fell to £37.99 from £51.99".
        let text: String
        /// The channel and what became of it: "E-mail, accepted after 48 s".
        let how: String
    }

    let page: PageFrame
    let id: String
    let name: String
    let initial: String
    let image: String?
    let shop: String
    /// The product's page at the shop.
    let url: String
    /// "£39.99", or "No price".
    let price: String
    let change: PageChange?
    let availability: PageStock
    let badges: [PageBadge]
    let isPaused: Bool
    let problem: Problem?
    let verdict: Verdict
    let ranges: [Span]
    let chart: Chart
    let figures: [Figure]
    /// Each change, of short times.
    let hasReadings: Bool
    /// The newest first, some hundred at most.
    let readings: [Reading]
    /// Whether something is known of one of them beside the price, so that there is a column for it.
    var hasEvidence = false
    /// Each day, of longer times.
    var hasDays = false
    /// The newest first, some hundred at most.
    var days: [Day] = []
    /// Whether there is neither.
    var hasNoReading = false
    /// Where older readings are; nil where these are all.
    let olderReadings: String?
    let hasAlerts: Bool
    /// The newest, some tens at most.
    let alerts: [Told]
    /// The rule as a sentence, a capital first: `RuleWords.text`.
    let ruleWords: String
    /// What is true already and when the next alert comes; nil where there is nothing to say.
    let ruleState: String?
    /// Whether the form stands open: after a fault or a preview.
    let isEditing: Bool
    let rule: RuleForm
    /// Checked every, last checked, next check, list price, tracked since.
    let details: [PageFact]
}
