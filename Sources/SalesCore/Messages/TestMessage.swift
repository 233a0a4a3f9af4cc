/// The message that tries a channel: an alert like any other, about a product that says what it is.
package enum TestMessage {
    /// The message to a person.
    ///
    /// - Parameters:
    ///   - user: The person.
    ///   - now: When it is made.
    ///   - style: How it is written for them.
    ///   - random: Makes its identifier.
    package static func message(
        to user: User,
        at now: Timestamp,
        style: MessageStyle = MessageStyle(),
        using random: inout RandomSource
    ) -> Message {
        let before = Money(minorUnits: 19_99, currency: euro)
        let after = Money(minorUnits: 14_99, currency: euro)
        let change = PriceEvent.Change(
            before: PriceEvent.Side(price: before, availability: .inStock),
            after: PriceEvent.Side(price: after, availability: .inStock),
            oldLastReadAt: now - .seconds(60),
            seenAt: now - .seconds(20),
            confirmedAt: now - .seconds(5)
        )
        let alert = Alert(
            id: .random(using: &random),
            userID: user.id,
            productID: ProductID(rawValue: 1),
            eventID: PriceEventID(rawValue: 1),
            channel: .console,
            facts: Alert.Facts(
                kind: .drop,
                productName: "A test of Sales Tracker, not a real product",
                url: PageURL(scheme: .https, host: "shop.example", port: 443, path: "/test", query: nil),
                rule: .anyDrop,
                reference: before,
                change: change
            ),
            nextAttemptAt: now,
            createdAt: now
        )
        return MessageWriter.message(for: [alert], to: user, at: now, style: style)
    }

    private static let euro: Currency = {
        guard let euro = Currency(code: "EUR") else { preconditionFailure("EUR is a currency of ISO 4217") }
        return euro
    }()
}
