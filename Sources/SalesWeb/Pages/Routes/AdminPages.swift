internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// What concerns all people, in three rooms, for admins.
///
/// These pages ask the store more than others do. Beside the session, the overview asks once each for the totals, the
/// failing products and the dead letters, twice for the archive, and a page at a time for the alerts of a day and what
/// is asked of the hosts; the prices ask once for what changed last, once for the most followed products, and once for the history of each; the
/// people ask once for a page of them and once for each how much they follow.
struct AdminPages: Sendable {
    private let store: any WebParts.Store
    private let tracker: Tracker
    private let accounts: Accounts
    private let desk: FollowingDesk
    private let pages: PageMaker

    init(_ parts: WebParts, _ pages: PageMaker) {
        store = parts.store
        tracker = parts.tracker
        accounts = parts.accounts
        desk = FollowingDesk(parts, pages.settings)
        self.pages = pages
    }

    func all() -> [Route] {
        [
            Route(.get, Room.overview.path, for: .admins, kind: .page) { request in try await overview(request) },
            Route(.get, Room.prices.path, for: .admins, kind: .page) { request in try await prices(request) },
            Route(.get, Room.people.path, for: .admins, kind: .page) { request in try await people(request) },
            Route(.post, Room.people.path, for: .admins, kind: .page) { request in try await invite(request) },
            Route(.post, "/admin/products/{id}/check", for: .admins, kind: .page) { request in
                try await check(request)
            },
            Route(.post, "/admin/alerts/{id}/retry", for: .admins, kind: .page) { request in
                try await retry(request)
            },
            Route(.post, "/admin/alerts/retry-all", for: .admins, kind: .page) { request in
                _ = try await store.retryAlerts(nil, at: request.now)
                return pages.done(.retried, then: Room.overview.path)
            },
        ]
    }

    /// One of the rooms.
    enum Room: CaseIterable {
        case overview, prices, people

        var path: String {
            switch self {
            case .overview: "/admin"
            case .prices: "/admin/prices"
            case .people: "/admin/people"
            }
        }

        var name: String {
            switch self {
            case .overview: "Overview"
            case .prices: "Prices"
            case .people: "People"
            }
        }
    }

    /// How far back alerts and changes are counted.
    static let span = Duration.seconds(86_400)
    /// The most products and alerts of a list.
    private static let longestList = 50
    /// How many of the most followed products are shown: each asks for its history.
    private static let popular = 20
    /// How many people a page has: each asks how much they follow.
    private static let peopleOfPage = 25
}

// MARK: - The overview

extension AdminPages {
    private func overview(_ request: WebRequest) async throws -> WebAnswer {
        let since = request.now - Self.span
        let scene = AdminView.Overview.Scene(
            totals: try await store.totals(since: since),
            report: try await tracker.tellingReport(since: since),
            promises: try await tracker.hostPromises(),
            failing: try await store.failingProducts(after: nil, limit: Self.longestList).elements,
            dead: try await store.alerts(
                matching: AlertFilter(statuses: [.dead]),
                after: nil,
                limit: Self.longestList
            ).elements,
            archive: try await archive(request.now),
            zone: request.zone
        )
        var view = view(request, .overview, summary: scene.summary)
        view.overview = AdminView.Overview(scene)
        return pages.page(.admin, view)
    }

    /// What the store's ledger says; nil where its days do not leave it.
    private func archive(_ now: Timestamp) async throws -> AdminView.Overview.Archive? {
        guard let ledger = store as? any ArchiveLedger else { return nil }
        let days = ArchiveDay(number: now.utcDay - Self.archivedDays)...ArchiveDay(number: now.utcDay)
        return AdminView.Overview.Archive(
            waiting: try await ledger.daysToArchive(endedBy: now, limit: Self.mostWaiting),
            runs: try await ledger.archiveRuns(of: days, after: nil, limit: Self.mostRuns).elements
        )
    }

    private func check(_ request: WebRequest) async throws -> WebAnswer {
        guard let report = try await desk.check(try request.productID(), for: try request.person.id) else {
            throw Problem.nothingHere
        }
        // One that had to wait for its turn was not checked.
        return pages.done(report.look == nil ? nil : .checked, then: Room.overview.path)
    }

    private func retry(_ request: WebRequest) async throws -> WebAnswer {
        let id = Alert.ID(rawValue: request.parameters.get("id") ?? "")
        let count = try await store.retryAlerts([id], at: request.now)
        return pages.done(count > 0 ? .retried : nil, then: Room.overview.path)
    }

    private static let archivedDays: Int64 = 31
    private static let mostWaiting = 100
    private static let mostRuns = 200
}

// MARK: - Prices and people

extension AdminPages {
    private func prices(_ request: WebRequest) async throws -> WebAnswer {
        let products = try await store.popularProducts(after: nil, limit: Self.popular).elements
        let days = (request.now.utcDay - AdminView.Market.days + 1)..<(request.now.utcDay + 1)
        var histories: [ProductID: [DailyPrices]] = [:]
        for product in products { histories[product.id] = try await store.dailyPrices(of: product.id, days: days) }
        var view = view(request, .prices, summary: "What changed last, and what the most followed products cost.")
        view.market = AdminView.Market(
            try await store.latestEvents(limit: Self.longestList),
            popular: products,
            histories: histories,
            now: request.now,
            zone: request.zone,
            locale: request.locale
        )
        return pages.page(.admin, view)
    }

    private func people(
        _ request: WebRequest,
        invite: PageField = PageField(),
        faults: AccountFaults? = nil
    ) async throws -> WebAnswer {
        let page = try await store.users(after: try request.pageToken(), limit: Self.peopleOfPage)
        var counts: [UserID: Int] = [:]
        for user in page.elements { counts[user.id] = try await store.followedCount(of: user.id) }
        var view = view(request, .people, summary: "Who is here, in the order in which they came.")
        view.people = AdminView.People(page, counts: counts, invite: invite, zone: request.zone)
        var answer = pages.page(.admin, view, status: faults?.status ?? .ok)
        if let faults { answer.fields.append(contentsOf: faults.fields) }
        return answer
    }

    /// Adds a person, whose address gets the letter that proves it; an admin may, whatever the registration is.
    private func invite(_ request: WebRequest) async throws -> WebAnswer {
        let form = try await request.form()
        var faults = AccountFaults()
        let email = faults.checked("email", form.filled("email"), SignUp.checkedEmail)
        if email == nil { faults.note("email", "Give an e-mail address.") }
        if let email, let refused = try await add(email, at: request.now) { faults = refused }
        guard faults.isEmpty else {
            let typed = PageField(value: form["email"] ?? "", error: faults.text)
            return try await people(request, invite: typed, faults: faults)
        }
        return pages.done(.invited, then: Room.people.path)
    }

    /// Adds whoever has an address; nil, or why not.
    private func add(_ email: String, at now: Timestamp) async throws -> AccountFaults? {
        let signUp = try SignUp(email: email)
        do throws(AccountError) {
            _ = try await accounts.add(signUp)
            return nil
        } catch {
            return try AccountFaults(error, at: now)
        }
    }

    /// The page of a room, with nothing in it yet.
    private func view(_ request: WebRequest, _ room: Room, summary: String) -> AdminView {
        AdminView(
            page: pages.frame("Admin", for: request, in: "/admin"),
            summary: summary,
            rooms: Room.allCases.map { PageLink(name: $0.name, path: $0.path, isCurrent: $0 == room) }
        )
    }
}
