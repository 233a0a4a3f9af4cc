internal import HTTPTypes
import SalesCore

/// One product of a person: its page, and what is done with it.
///
/// A page that is only read asks the store one question, beside who asks.
struct ProductPages: Sendable {
    let overviews: any OverviewStore
    let desk: FollowingDesk
    let paces: HostPaces
    let pages: PageMaker

    init(overviews: any OverviewStore, desk: FollowingDesk, paces: HostPaces, pages: PageMaker) {
        self.overviews = overviews
        self.desk = desk
        self.paces = paces
        self.pages = pages
    }

    init(_ parts: WebParts, _ pages: PageMaker, _ paces: HostPaces) {
        self.init(overviews: parts.store, desk: FollowingDesk(parts, pages.settings), paces: paces, pages: pages)
    }

    func all() -> [Route] {
        [
            Route(.get, "/products/{id}", for: .people, kind: .page) { request in
                try await page(try request.productID(), request)
            },
            Route(.post, "/products/{id}", for: .people, kind: .page) { request in try await change(request) },
            Route(.post, "/products/{id}/check", for: .people, kind: .page) { request in try await check(request) },
            Route(.post, "/products/{id}/pause", for: .people, kind: .page) { request in
                try await setPaused(true, request)
            },
            Route(.post, "/products/{id}/resume", for: .people, kind: .page) { request in
                try await setPaused(false, request)
            },
            Route(.get, "/products/{id}/delete", for: .people, kind: .page) { request in
                try await askToDelete(request)
            },
            Route(.post, "/products/{id}/delete", for: .people, kind: .page) { request in
                try await desk.unfollow(try request.productID(), of: try request.person.id)
                return pages.done(.deleted, then: ProductsPages.room)
            },
        ]
    }

    /// How many alerts stand with a product.
    private static let newestAlerts = 20

    private static func path(_ id: ProductID) -> String { "\(ProductsPages.room)/\(id)" }

    /// What the form shows beside what the person asked for before.
    private struct Editing {
        let fields: RuleFields
        var faults = RuleFaults()
        var preview: RuleForm.Preview?
    }

    private func page(
        _ id: ProductID,
        _ request: WebRequest,
        editing: Editing? = nil,
        notice: PageFrame.Notice? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> WebAnswer {
        let user = try request.person
        let shown = ShownHistory { request.query($0) }
        let found = try await overviews.followedProduct(
            id,
            of: user.id,
            history: shown.request(at: request.now),
            alerts: Self.newestAlerts
        )
        guard let found else { throw Problem.nothingHere }
        let currency = found.product.state.price?.currency
        let offers = desk.offers(to: user, in: currency)
        let fields = editing?.fields
        let asked = RuleFields(found.subscription, channels: offers.channels, currency: currency)
        let frame = pages.frame(
            ProductWords.name(found.product),
            for: request,
            in: ProductsPages.room,
            notice: notice
        )
        let settings = desk.tracker.settings
        let view = ProductView(
            found,
            shown: shown,
            rule: RuleForm(
                fields ?? asked,
                offers,
                faults: editing?.faults ?? RuleFaults(),
                preview: editing?.preview
            ),
            isEditing: editing != nil,
            usual: ProductView.Usual(
                interval: settings.pace.interval,
                promise: await paces.promises(of: [found.website.host], at: request.now)[found.website.host],
                rearmAfter: settings.rules.policy.rearmAfter
            ),
            page: frame,
            for: request.reader
        )
        return pages.page(.product, view, status: status)
    }

    // MARK: - The rule

    private func change(_ request: WebRequest) async throws -> WebAnswer {
        let id = try request.productID()
        let user = try request.person.id
        let form = try await request.form()
        let fields = RuleFields(form)
        let wished: RuleWished
        do {
            wished = try fields.meaning(at: desk)
        } catch {
            return try await refused(Editing(fields: fields, faults: error), id, request)
        }
        do {
            if form["action"] == "preview" {
                let preview = try await preview(wished, of: id, request)
                return try await page(id, request, editing: Editing(fields: fields, preview: preview))
            }
            try await save(wished, of: id, for: user, at: request.now)
        } catch {
            guard let problem = error as? Problem, problem.kind == .invalid else { throw error }
            let faults = RuleFaults(problem, kind: fields.kind)
            return try await refused(Editing(fields: fields, faults: faults), id, request)
        }
        return pages.done(.saved, then: Self.path(id))
    }

    private func refused(_ editing: Editing, _ id: ProductID, _ request: WebRequest) async throws -> WebAnswer {
        try await page(id, request, editing: editing, status: .unprocessableContent)
    }

    private func preview(
        _ wished: RuleWished,
        of id: ProductID,
        _ request: WebRequest
    ) async throws -> RuleForm.Preview {
        let days = RuleForm.Preview.days
        let (rule, preview) = try await desk.preview(
            wished.rule,
            of: id,
            for: try request.person.id,
            days: days,
            coolDown: wished.coolDown
        )
        return RuleForm.Preview(preview, of: rule, days: days, for: request.reader)
    }

    /// Changes what is asked for, and looks at the product.
    ///
    /// A rule that stays as it is does not begin anew: what it has told is told once.
    private func save(_ wished: RuleWished, of id: ProductID, for user: UserID, at now: Timestamp) async throws {
        let today = now.utcDay..<(now.utcDay + 1)
        let found = try await overviews.followedProduct(id, of: user, history: .days(today), alerts: 0)
        guard let found else { throw Problem.nothingHere }
        let present = try? wished.rule.resolved(in: found.product.state.price?.currency)
        let isSame = present == found.subscription.rule && !wished.tellsNow
        let edit = Tracker.Edit(
            rule: isSame ? nil : wished.rule,
            interval: .some(wished.interval),
            channels: wished.channels,
            coolDown: .some(wished.coolDown),
            isInDigest: wished.isInDigest,
            tellsStanding: wished.tellsNow
        )
        let subscription = try await desk.edit(id, of: user, edit)
        try await look(at: subscription)
    }

    /// Runs the pipeline for a product that somebody changed something about, as far as its shop answers soon.
    private func look(at subscription: Subscription) async throws {
        guard !subscription.isPaused else { return }
        _ = try await desk.checkIfPossible(
            subscription.productID,
            for: subscription.userID,
            within: FollowingDesk.afterthought
        )
    }

    // MARK: - The rest

    private func check(_ request: WebRequest) async throws -> WebAnswer {
        let id = try request.productID()
        let subscription = try await desk.require(id, of: try request.person.id)
        let report: CheckReport?
        do {
            report = try await desk.check(id, for: try request.person.id)
        } catch {
            guard let problem = error as? Problem, problem.kind != .notFound else { throw error }
            let notice = Self.notice(problem, isPaused: subscription.isPaused)
            // Not the status of a gateway, which some proxies answer with a page of their own.
            return try await page(id, request, notice: notice, status: .unprocessableContent)
        }
        guard let report else { throw Problem.nothingHere }
        return pages.done(report.look == nil ? .notNow : .checked, then: Self.path(id))
    }

    /// Why a product was not checked, and what happens next.
    private static func notice(_ problem: Problem, isPaused: Bool) -> PageFrame.Notice {
        guard problem.kind == .shopSlow else {
            return PageFrame.Notice(.warn, "\(problem.kind.title).", detail: problem.detail)
        }
        let next = isPaused ? "Try again later, or resume it." : "It is checked again by itself when its turn comes."
        return PageFrame.Notice(.warn, "The shop has not answered yet.", detail: "Nothing is changed. \(next)")
    }

    private func setPaused(_ isPaused: Bool, _ request: WebRequest) async throws -> WebAnswer {
        let id = try request.productID()
        let subscription = try await desk.edit(id, of: try request.person.id, Tracker.Edit(isPaused: isPaused))
        try await look(at: subscription)
        let notice: PageNotice = isPaused ? .paused : .resumed
        return pages.done(notice, then: Self.path(id))
    }

    private func askToDelete(_ request: WebRequest) async throws -> WebAnswer {
        let id = try request.productID()
        let today = request.now.utcDay..<(request.now.utcDay + 1)
        let user = try request.person.id
        let found = try await overviews.followedProduct(id, of: user, history: .days(today), alerts: 0)
        guard let found else { throw Problem.nothingHere }
        let names = [(id: id.description, name: ProductWords.name(found.product))]
        let frame = pages.frame("Delete", for: request, in: ProductsPages.room)
        return pages.page(.confirm, ConfirmView.delete(frame, products: names, cancel: Self.path(id)))
    }
}

extension FollowingDesk {
    /// What a form for a rule offers to a person.
    func offers(to person: User, in currency: Currency?) -> RuleOffers {
        RuleOffers(
            person: person,
            channels: tracker.notifiers.keys.sorted(),
            currency: currency,
            usual: tracker.settings.pace.interval,
            shortest: limits.shortestInterval
        )
    }
}
