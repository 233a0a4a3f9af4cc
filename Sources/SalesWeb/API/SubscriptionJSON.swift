import SalesCore

/// What a person wants of a product, for programs.
struct SubscriptionJSON: Encodable {
    let productID: Int64
    let rule: RuleJSON
    let isMet: Bool
    let isPaused: Bool
    let intervalSeconds: Double?
    let channels: [String]
    let coolDownSeconds: Double?
    let isInDigest: Bool
    let createdAt: String

    enum CodingKeys: String, CodingKey {
        case productID = "product_id"
        case rule
        case isMet = "is_met"
        case isPaused = "is_paused"
        case intervalSeconds = "interval_seconds"
        case channels
        case coolDownSeconds = "cool_down_seconds"
        case isInDigest = "is_in_digest"
        case createdAt = "created_at"
    }

    init(_ subscription: Subscription) {
        productID = subscription.productID.rawValue
        rule = RuleJSON(subscription)
        isMet = !subscription.memory.isArmed
        isPaused = subscription.isPaused
        intervalSeconds = subscription.interval?.seconds
        channels = subscription.channels.map(\.rawValue)
        coolDownSeconds = subscription.coolDown?.seconds
        isInDigest = subscription.isInDigest
        createdAt = subscription.createdAt.description
    }
}

/// A rule as a body asks for it: its text, as ``SalesCore/RuleRequest/init(text:)`` reads it.
struct RuleWish: Decodable {
    let request: RuleRequest

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case text
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(of: CodingKeys.self)
        let text = try members.decode(String.self, forKey: .text)
        do {
            request = try RuleRequest(text: text)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .text,
                in: members,
                debugDescription: "\(error)"
            )
        }
    }
}
