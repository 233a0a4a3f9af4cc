/// An alert for programs: what happened, and how far the telling has come.
package struct AlertJSON: Encodable, Sendable {
    let id: String
    let userID: Int64
    let productID: Int64
    let channel: String
    let status: String
    let kind: String
    let name: String
    let url: String
    let price: MoneyJSON?
    let oldPrice: MoneyJSON?
    let isUnusuallyLow: Bool
    let attempts: Int
    let oldPriceLastReadAt: String
    let seenAt: String
    let confirmedAt: String
    let createdAt: String
    let sentAt: String?
    let acceptedAt: String?
    let secondsToTell: Double?
    let receipt: String?
    let failure: String?
    let trace: String?

    enum CodingKeys: String, CodingKey {
        case id
        case userID = "user_id"
        case productID = "product_id"
        case channel, status, kind, name, url, price
        case oldPrice = "old_price"
        case isUnusuallyLow = "is_unusually_low"
        case attempts
        case oldPriceLastReadAt = "old_price_last_read_at"
        case seenAt = "seen_at"
        case confirmedAt = "confirmed_at"
        case createdAt = "created_at"
        case sentAt = "sent_at"
        case acceptedAt = "accepted_at"
        case secondsToTell = "seconds_to_tell"
        case receipt, failure, trace
    }

    /// The row of an alert.
    package init(_ alert: Alert) {
        let change = alert.facts.change
        id = alert.id.rawValue
        userID = alert.userID.rawValue
        productID = alert.productID.rawValue
        channel = alert.channel.rawValue
        status = alert.status.rawValue
        kind = alert.facts.kind.rawValue
        name = alert.facts.productName
        url = alert.facts.url.absoluteString
        price = change.after.price.map { MoneyJSON($0) }
        oldPrice = change.before.price.map { MoneyJSON($0) }
        isUnusuallyLow = change.isUnusuallyLow
        attempts = alert.attempts
        oldPriceLastReadAt = change.oldLastReadAt.description
        seenAt = change.seenAt.description
        confirmedAt = change.confirmedAt.description
        createdAt = alert.createdAt.description
        sentAt = alert.sentAt?.description
        acceptedAt = alert.acceptedAt?.description
        secondsToTell = alert.timeToTell.map { Double($0.wholeMilliseconds) / 1_000 }
        receipt = alert.receipt
        failure = alert.failure
        trace = change.trace
    }
}
