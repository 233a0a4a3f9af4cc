import SalesCore

/// An alert for programs.
struct AlertJSON: Encodable {
    let id: String
    let userId: Int64
    let productId: Int64
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

    init(_ alert: Alert) {
        let change = alert.facts.change
        id = alert.id.rawValue
        userId = alert.userID.rawValue
        productId = alert.productID.rawValue
        channel = alert.channel.rawValue
        status = alert.status.rawValue
        kind = alert.facts.kind.rawValue
        name = alert.facts.productName
        url = alert.facts.url.absoluteString
        price = change.after.price.map(MoneyJSON.init)
        oldPrice = change.before.price.map(MoneyJSON.init)
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
