internal import HTTPTypes
import SalesCore

/// A person's products: the list, and what is done with several of them.
///
/// A page that is only read asks the store one question, beside who asks.
struct ProductsPages: Sendable {
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
            Route(.get, "/products", for: .people, kind: .page) { request in try await list(request) },
            Route(.post, "/products/bulk", for: .people, kind: .page) { request in try await change(request) },
            Route(.get, "/products/delete", for: .people, kind: .page) { request in try await askToDelete(request) },
            Route(.post, "/products/delete", for: .people, kind: .page) { request in try await delete(request) },
        ]
    }

    /// The path of the room that these pages are in.
    static let room = "/products"
    /// How many products a page has.
    private static let rows = 50
    /// How many products are changed at once at most: as many as a page has, and some more.
    private static let maximumChosen = 200

    private func list(
        _ request: WebRequest,
        notice: PageFrame.Notice? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> WebAnswer {
        let sent = request.sentByGet
        let query = ProductsQuery { sent?[$0] }
        let token = try request.pageToken()
        let products = try await overviews.followedProducts(
            of: try request.person.id,
            matching: query.filter,
            by: query.order,
            history: ProductsView.recentDays(at: request.now),
            after: token,
            limit: Self.rows
        )
        let usual = desk.tracker.settings.pace.interval
        let promises = await paces.promises(of: Set(products.elements.map(\.website.host)), at: request.now)
        let view = ProductsView(
            products,
            of: query,
            isFirst: token == nil,
            pace: { followed in
                let promise = promises[followed.website.host]
                return PaceWords.text(followed.product, usual: usual, promise: promise, words: DurationWords.short)
            },
            page: pages.frame("My products", for: request, in: Self.room, notice: notice),
            for: request.reader
        )
        return pages.page(.products, view, status: status)
    }

    // MARK: - Several at once

    private func change(_ request: WebRequest) async throws -> WebAnswer {
        let form = try await request.form()
        guard let action = form["action"], ["pause", "resume"].contains(action) else {
            throw Problem(.invalid, "The form says neither to pause nor to resume.")
        }
        let isPaused = action == "pause"
        let edit = Tracker.Edit(isPaused: isPaused)
        let ids = try Self.products(form.all("id"))
        guard !ids.isEmpty else { return try await nothingChosen(request) }
        let user = try request.person.id
        let desk = desk
        try await each(of: ids) { id in _ = try await desk.edit(id, of: user, edit) }
        let notice: PageNotice = isPaused ? .paused : .resumed
        return pages.done(notice, then: Self.room)
    }

    private func askToDelete(_ request: WebRequest) async throws -> WebAnswer {
        let ids = try Self.products(request.sentByGet?.all("id") ?? [])
        guard !ids.isEmpty else { return try await nothingChosen(request) }
        let names = try await names(of: ids, followedBy: try request.person.id, at: request.now)
        guard !names.isEmpty else { throw Problem.nothingHere }
        let frame = pages.frame("Delete", for: request, in: Self.room)
        return pages.page(.confirm, ConfirmView.delete(frame, products: names, cancel: Self.room))
    }

    private func delete(_ request: WebRequest) async throws -> WebAnswer {
        let ids = try Self.products(try await request.form().all("id"))
        guard !ids.isEmpty else { return try await nothingChosen(request) }
        let user = try request.person.id
        let desk = desk
        try await each(of: ids) { id in try await desk.unfollow(id, of: user) }
        return pages.done(.deleted, then: Self.room)
    }

    private func nothingChosen(_ request: WebRequest) async throws -> WebAnswer {
        let notice = PageFrame.Notice(.warn, "No product is selected.", detail: "Tick the boxes of those you mean.")
        return try await list(request, notice: notice, status: .unprocessableContent)
    }

    /// Does something with each of some products that the person follows; the others are passed over.
    ///
    /// All at once, since each may wait for a shop.
    /// - Throws: `not-found` where they follow none of them.
    private func each(of ids: [ProductID], _ work: @escaping @Sendable (ProductID) async throws -> Void) async throws {
        let count = try await withThrowingTaskGroup(of: Bool.self, returning: Int.self) { group in
            for id in ids { group.addTask { try await Self.isDone(id, work) } }
            var count = 0
            for try await isDone in group where isDone { count += 1 }
            return count
        }
        guard count > 0 else { throw Problem.nothingHere }
    }

    private static func isDone(
        _ id: ProductID,
        _ work: @Sendable (ProductID) async throws -> Void
    ) async throws -> Bool {
        do {
            try await work(id)
            return true
        } catch {
            guard let problem = error as? Problem, problem.kind == .notFound else { throw error }
            return false
        }
    }

    /// The names of those of some products that a person follows, in the order of their list.
    ///
    /// One question to the store for each thousand products that they follow.
    private func names(
        of ids: [ProductID],
        followedBy user: UserID,
        at now: Timestamp
    ) async throws -> [(id: String, name: String)] {
        var rest = Set(ids)
        var names: [(id: String, name: String)] = []
        var token: PageToken?
        repeat {
            let page = try await overviews.followedProducts(
                of: user,
                matching: .all,
                by: .newest,
                history: now.utcDay..<(now.utcDay + 1),
                after: token,
                limit: maximumPageSize
            )
            for row in page.elements where rest.remove(row.product.id) != nil {
                names.append((row.product.id.description, ProductWords.name(row.product)))
            }
            token = page.next
        } while token != nil && !rest.isEmpty
        return names
    }

    /// The products of some numbers, each once; what is no number is passed over.
    private static func products(_ texts: [String]) throws(Problem) -> [ProductID] {
        guard texts.count <= maximumChosen else {
            throw Problem(.invalid, "Choose \(maximumChosen) products at most.")
        }
        return texts.reduce(into: []) { ids, text in
            if let id = ProductID(text), !ids.contains(id) { ids.append(id) }
        }
    }
}
