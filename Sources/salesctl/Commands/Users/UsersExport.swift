import ArgumentParser
import SalesCore

/// `salesctl users export`.
struct UsersExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print all that is kept of a person, as JSON (GDPR, articles 15 and 20).",
        discussion: """
            Example:
              salesctl users export 2
            """
    )

    @Argument(help: "The person's number or e-mail address.")
    var user: String

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let user = try await session.person(user)
            try session.json(try await PersonJSON(user, in: session.people()))
        }
    }
}

/// All that is kept of a person.
private struct PersonJSON: Encodable {
    let user: UserJSON
    let subscriptions: [FollowedJSON]
    let alerts: [Alert]
    let suppressions: [SuppressionJSON]

    init(_ user: User, in store: any AccountStore & TrackingStore) async throws {
        self.user = UserJSON(user)
        var followed: [FollowedJSON] = []
        var token: PageToken?
        repeat {
            let filter = SubscriptionFilter(userID: user.id)
            let page = try await store.subscriptions(matching: filter, after: token, limit: maximumPageSize)
            for subscription in page.elements {
                followed.append(FollowedJSON(subscription, try await store.product(subscription.productID)))
            }
            token = page.next
        } while token != nil
        subscriptions = followed
        var alerts: [Alert] = []
        repeat {
            let page = try await store.alerts(
                matching: AlertFilter(userID: user.id),
                after: token,
                limit: maximumPageSize
            )
            alerts += page.elements
            token = page.next
        } while token != nil
        self.alerts = alerts
        var suppressions: [SuppressionJSON] = []
        for channel in [Channel.email, .sms] {
            guard let address = user.address(on: channel),
                let suppression = try await store.suppression(of: address, on: channel)
            else { continue }
            suppressions.append(SuppressionJSON(suppression))
        }
        self.suppressions = suppressions
    }
}

/// What a person follows.
private struct FollowedJSON: Encodable {
    let id: Int64
    let product: Int64
    let name: String?
    let url: String?
    let rule: RuleJSON
    let memory: RuleMemory
    let channels: [String]
    let interval: String?
    let coolDown: String?
    let isInDigest: Bool
    let isPaused: Bool
    let version: Int64
    let createdAt: String

    init(_ subscription: Subscription, _ followed: Product?) {
        id = subscription.id.rawValue
        product = subscription.productID.rawValue
        name = followed?.name
        url = followed?.url.absoluteString
        rule = RuleJSON(subscription)
        memory = subscription.memory
        channels = subscription.channels.map(\.rawValue)
        interval = subscription.interval.map(DurationText.text)
        coolDown = subscription.coolDown.map(DurationText.text)
        isInDigest = subscription.isInDigest
        isPaused = subscription.isPaused
        version = subscription.version
        createdAt = subscription.createdAt.description
    }
}

/// Why an address is not written to.
private struct SuppressionJSON: Encodable {
    let channel: String
    let address: String
    let kind: String
    let reference: String
    let at: String

    init(_ suppression: Suppression) {
        channel = suppression.channel.rawValue
        address = suppression.address
        kind = suppression.kind.rawValue
        reference = suppression.reference
        at = suppression.at.description
    }
}
