public import SalesCore

/// Values to test with: plain, whole, and different for each number.
public enum Sample {
    /// The host of products unless given.
    public static let host = "shop.example"

    /// Every moment but the very last.
    public static let allTime = Timestamp(milliseconds: .min)..<Timestamp(milliseconds: .max)

    /// An amount of pounds.
    public static func pounds(_ minorUnits: Int64) -> Money { money(minorUnits, "GBP") }

    /// An amount of a currency by its code.
    ///
    /// - Precondition: the code is one of ISO 4217; samples are written by hand.
    public static func money(_ minorUnits: Int64, _ code: String) -> Money {
        guard let currency = Currency(code: code) else { preconditionFailure("\(code) is no currency") }
        return Money(minorUnits: minorUnits, currency: currency)
    }

    /// A URL by its text.
    ///
    /// - Precondition: the text is a URL; samples are written by hand.
    public static func url(_ text: String) -> PageURL {
        guard let url = try? PageURL(text) else { preconditionFailure("\(text) is no URL") }
        return url
    }

    /// The product of a number, due at a moment, which is its creation unless given.
    public static func product(
        _ number: Int,
        host: String = Sample.host,
        selection: Selection = .page,
        at time: Timestamp = ManualClock.start,
        dueAt: Timestamp? = nil
    ) -> Product.New {
        Product.New(
            host: host,
            url: url("https://\(host)/products/\(number)"),
            selection: selection,
            name: "Kettle \(number)",
            nextCheckAt: dueAt ?? time,
            createdAt: time
        )
    }

    /// A person with every field, different for each number.
    public static func user(_ number: Int) -> User {
        User(
            id: UserID(rawValue: 0),
            email: "person\(number)@example.com",
            firstName: "Zoë \(number)",
            lastName: "O’Neill–Łuć",
            phone: "+4420790\(10_000 + number)",
            emailVerifiedAt: ManualClock.start + .seconds(number),
            phoneVerifiedAt: nil,
            createdAt: ManualClock.start
        )
    }

    /// A person who signs up, with every field, different for each number.
    public static func person(_ number: Int, at time: Timestamp = ManualClock.start) -> User.New {
        User.New(
            email: "Person\(number)@example.com",
            firstName: "Zoë \(number)",
            lastName: "O’Neill–Łuć",
            phone: "+4420790\(10_000 + number)",
            settings: User.Settings(locale: "en-GB", zone: "Europe/London", digestAt: 480 + number) ?? User.Settings(),
            createdAt: time
        )
    }

    /// What a person wants: to be told below £40.00, over the console.
    public static func draft(
        of user: UserID = .local,
        to product: ProductID,
        rule: Rule = .below(Sample.pounds(4_000)),
        interval: Duration? = nil,
        isPaused: Bool = false,
        at time: Timestamp = ManualClock.start
    ) -> Subscription.Draft {
        Subscription.Draft(
            userID: user,
            productID: product,
            rule: rule,
            channels: [.console],
            interval: interval,
            isPaused: isPaused,
            memory: RuleMemory(reference: pounds(4_999)),
            createdAt: time
        )
    }

    /// A price row.
    public static func row(
        of product: ProductID,
        _ price: Money = Sample.pounds(4_999),
        at time: Timestamp,
        isCarriedForward: Bool = false
    ) -> PricePoint {
        PricePoint(
            productID: product,
            observedAt: time,
            price: price,
            availability: .inStock,
            isCarriedForward: isCarriedForward
        )
    }

    /// A drop from £49.99.
    public static func change(to minorUnits: Int64 = 3_999, at time: Timestamp) -> PriceEvent.Change {
        PriceEvent.Change(
            before: .init(price: pounds(4_999), listPrice: pounds(5_999), availability: .inStock),
            after: .init(price: pounds(minorUnits), availability: .inStock),
            oldLastReadAt: time - .seconds(75),
            seenAt: time - .seconds(15),
            confirmedAt: time - .seconds(1)
        )
    }

    /// A check that read a price, with its row, due again a minute later.
    public static func outcome(
        under lease: CheckLease,
        minorUnits: Int64 = 4_999,
        at time: Timestamp,
        event: Bool = false
    ) -> CheckOutcome {
        CheckOutcome(
            lease: lease,
            state: ProductState(
                price: pounds(minorUnits),
                availability: .inStock,
                priceSince: time,
                lastReadAt: time,
                lastCheckAt: time,
                outcome: .offer,
                lastRowDay: time.utcDay
            ),
            row: row(of: lease.productID, pounds(minorUnits), at: time),
            event: event ? change(to: minorUnits, at: time) : nil,
            nextCheckAt: time + .seconds(60),
            decidedAt: time
        )
    }

    /// An alert to a subscription's person about an event.
    ///
    /// Its identifier is made of what makes it unique.
    public static func alert(
        to subscription: Subscription,
        about event: PriceEvent,
        over channel: Channel = .console,
        at time: Timestamp,
        copy: Int = 0
    ) -> Alert {
        Alert(
            id: Alert.ID(rawValue: "\(copy)-\(subscription.userID)-\(event.productID)-\(event.id)-\(channel)"),
            userID: subscription.userID,
            productID: event.productID,
            eventID: event.id,
            channel: channel,
            facts: Alert.Facts(
                kind: .drop,
                productName: "Kettle",
                url: url("https://\(host)/products/1"),
                rule: subscription.rule,
                reference: subscription.memory.reference,
                change: event.change
            ),
            nextAttemptAt: time,
            createdAt: time
        )
    }

    /// What a subscription makes of an event: told once over each channel.
    public static func item(
        for subscription: Subscription,
        of event: PriceEvent,
        channels: [Channel] = [.console],
        at time: Timestamp
    ) -> Expansion.Item {
        Expansion.Item(
            subscriptionID: subscription.id,
            version: subscription.version,
            memory: RuleMemory(
                reference: subscription.memory.reference,
                triggers: [RuleMemory.Trigger(isArmed: false, wasTold: true)],
                toldPrice: event.change.after.price
            ),
            alerts: channels.map { alert(to: subscription, about: event, over: $0, at: time) }
        )
    }
}
