/// What concerns all people, in three rooms of which each shows its part: `GET /admin`, `GET /admin/prices` and
/// `GET /admin/people?after=`.
///
/// Its forms post to `/admin/products/{id}/check`, `/admin/alerts/{id}/retry`, `/admin/alerts/retry-all` and
/// `/admin/people` (`email`).
struct AdminView: Sendable {
    /// A number that stands for itself.
    struct Total: Sendable {
        let name: String
        let value: String
        /// "+12 in 30 days"; nil for nothing.
        let note: String?
    }

    /// How one host does, from `HostPromise` and `TellingFigures`; figures that are not known are empty.
    struct Host: Sendable {
        let host: String
        let products: String
        let interval: String
        let bound: String
        let tone: Tone
        /// "Kept", "Rate too low", "Interval".
        let promise: String
        let told: String
        let p50: String
        let p95: String
        let p99: String
    }

    /// A product that cannot be read.
    struct Failing: Sendable {
        let id: String
        let name: String
        let shop: String
        /// "14 checks in a row, since 22 Nov 2026".
        let since: String
        let reason: String
    }

    /// An alert that could not be told.
    struct Dead: Sendable {
        let id: String
        let name: String
        let channel: String
        /// The moment, in the form of RFC 3339.
        let at: String
        let date: String
        /// "8 attempts".
        let attempts: String
        let reason: String
    }

    /// How the service does: `GET /admin`.
    struct Overview: Sendable {
        let totals: [Total]
        let minutesTone: Tone
        /// "412 alerts in 7 days, 99.7 % within 3 minutes".
        let minutes: String
        /// Those that need somebody's eye first, fifty at most.
        let hosts: [Host]
        /// "and 12 more"; nil for no more.
        let moreHosts: String?
        let hasFailing: Bool
        let failing: [Failing]
        let hasDead: Bool
        let dead: [Dead]
        let archiveTone: Tone
        /// As "Every day until yesterday is archived and verified".
        let archive: String
        let archiveFacts: [PageFact]
    }

    /// A price that was just noted.
    struct Price: Sendable {
        /// The moment, in the form of RFC 3339.
        let at: String
        let date: String
        let name: String
        let shop: String
        let price: String
        /// From the price before; nil where it is the first.
        let change: PageChange?
    }

    /// A product by its followers.
    struct Popular: Sendable {
        let name: String
        let shop: String
        /// A ``Sparkline``, its `svg` element.
        let sparkline: String
        let followers: String
    }

    /// What the prices do: `GET /admin/prices`.
    struct Market: Sendable {
        /// The newest changes of all products.
        let latest: [Price]
        /// Whether no price has changed yet.
        let hasNone: Bool
        let popular: [Popular]
    }

    /// A person.
    struct User: Sendable {
        let name: String
        let address: String
        /// Admin, not confirmed.
        let badges: [PageBadge]
        let products: String
        /// When the account was made, in the form of RFC 3339 and in words.
        let sinceAt: String
        let since: String
    }

    /// Who there is: `GET /admin/people`.
    struct People: Sendable {
        /// The address of somebody to be added.
        var invite = PageField()
        let users: [User]
        /// Where the next page is; nil on the last.
        let nextUsers: String?
    }

    let page: PageFrame
    let summary: String
    /// Overview, prices, people.
    let rooms: [PageLink]
    var overview: Overview?
    var market: Market?
    var people: People?
}
