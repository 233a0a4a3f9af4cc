import Foundation
import HTTPTypes
import SalesCore
import SalesTesting

@testable import SalesWeb

/// Followed products to make pages of.
enum FollowedSample {
    static let now = ManualClock.start
    static let reader = Reader(now: now)
    static let id = ProductID(rawValue: 7)

    static let frame = PageFrame(
        title: "Sample",
        assets: PageFrame.Assets(style: "/style", script: "/script", icon: "/icon")
    )

    static let person = User(id: UserID(rawValue: 2), email: "ann@example.org", createdAt: now)

    static let offers = RuleOffers(
        person: person,
        channels: [.email, .sms],
        currency: Currency(code: "GBP"),
        usual: .seconds(60),
        shortest: .seconds(60)
    )

    /// What is known of a product that costs £39.99.
    static var state: ProductState {
        ProductState(
            price: Sample.pounds(3_999),
            listPrice: Sample.pounds(5_999),
            availability: .inStock,
            priceSince: now - .seconds(86_400),
            lastReadAt: now - .seconds(60),
            lastCheckAt: now - .seconds(60),
            outcome: .offer,
            lowestPrice: Sample.pounds(3_500)
        )
    }

    static func product(_ name: String = "Kettle", state: ProductState = FollowedSample.state) -> Product {
        Product(
            id: id,
            websiteID: WebsiteID(rawValue: 1),
            url: Sample.url("https://shop.example/kettle"),
            name: name,
            hasDefaultFollower: true,
            activeFollowers: 1,
            nextCheckAt: now + .seconds(30),
            createdAt: now - .seconds(86_400 * 100),
            state: state
        )
    }

    static func subscription(_ rule: Rule = .below(Sample.pounds(4_500)), isArmed: Bool = true) -> Subscription {
        Subscription(
            id: SubscriptionID(rawValue: 3),
            userID: person.id,
            productID: id,
            rule: rule,
            memory: RuleMemory(
                reference: Sample.pounds(4_999),
                triggers: rule.alternatives.map { _ in RuleMemory.Trigger(isArmed: isArmed) }
            ),
            createdAt: now - .seconds(86_400 * 100)
        )
    }

    static func website(_ name: String = "shop.example") -> Website {
        Website(id: WebsiteID(rawValue: 1), host: "shop.example", name: name)
    }

    /// The prices of a day so many days ago, all of them one.
    static func day(_ ago: Int64, _ minorUnits: Int64, currency: String = "GBP") -> DailyPrices {
        let price = Sample.money(minorUnits, currency)
        return DailyPrices(productID: id, day: now.utcDay - ago, open: price, low: price, high: price, close: price)
    }

    static func alert(_ facts: Alert.Facts = Sample.facts(), _ status: Alert.Status = .accepted) -> Alert {
        Alert(
            id: Alert.ID(rawValue: "1"),
            userID: person.id,
            productID: id,
            eventID: PriceEventID(rawValue: 1),
            channel: .email,
            facts: facts,
            status: status,
            attempts: 1,
            nextAttemptAt: now,
            createdAt: now - .seconds(3_600),
            acceptedAt: status == .accepted ? now - .seconds(3_590) : nil
        )
    }

    static func detail(
        _ product: Product = FollowedSample.product(),
        _ subscription: Subscription = FollowedSample.subscription(),
        website: Website = FollowedSample.website(),
        history: FollowedHistory = .days([]),
        alerts: [Alert] = []
    ) -> FollowedDetail {
        FollowedDetail(
            product: product,
            subscription: subscription,
            website: website,
            history: history,
            alerts: alerts
        )
    }

    /// The view of a product's page.
    static func view(
        _ detail: FollowedDetail,
        shown: ShownHistory = .newest(.month),
        fields: RuleFields = RuleFields(channels: [.email]),
        promise: HostPromise? = nil
    ) -> ProductView {
        ProductView(
            detail,
            shown: shown,
            rule: RuleForm(fields, offers),
            isEditing: false,
            usual: ProductView.Usual(interval: .seconds(60), promise: promise, rearmAfter: .seconds(3_600)),
            page: frame,
            for: reader
        )
    }
}

extension WebBench {
    /// Sends a form as a person.
    func submit(_ path: String, _ form: [(String, String)], by person: AccountSecret) async throws -> Answer {
        var fields = HTTPFields.token(person)
        fields[.contentType] = "application/x-www-form-urlencoded"
        let body = form.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        return try await ask(.post, path, fields, body: body)
    }

    /// The number of a person.
    func number(of person: AccountSecret) async throws -> UserID {
        struct Me: Decodable {
            let id: Int64
        }
        return UserID(rawValue: try await get("/api/v1/me", by: person).json(as: Me.self).id)
    }

    /// What a person wants of a product.
    func subscription(of person: AccountSecret, to product: Int64) async throws -> Subscription? {
        try await store.subscription(of: try await number(of: person), to: ProductID(rawValue: product))
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
