/// A check for programs: what the page said, and what came of it.
package struct CheckJSON: Encodable, Sendable {
    let id: Int64
    let name: String
    let outcome: String?
    let price: MoneyJSON?
    let availability: String
    let isConfirming: Bool
    let isChanged: Bool
    let message: String
    let nextCheckAt: String?

    enum CodingKeys: String, CodingKey {
        case id, name, outcome, price, availability
        case isConfirming = "is_confirming"
        case isChanged = "is_changed"
        case message
        case nextCheckAt = "next_check_at"
    }

    /// The report of a check.
    ///
    /// - Parameter message: what happened, in words for whoever asked.
    package init(_ report: CheckReport, message: String) {
        id = report.product.id.rawValue
        name = report.look?.reading.offer?.name ?? report.product.name
        outcome = report.look?.reading.outcome.rawValue
        price = report.look?.reading.offer.map { MoneyJSON($0.price) }
        availability = report.state.availability.rawValue
        isConfirming = report.state.quarantine != nil
        isChanged = report.event != nil
        self.message = message
        nextCheckAt = report.nextCheckAt?.description
    }
}
