internal import HTTPTypes
import SalesCore
import Synchronization

/// What people do with the products that they follow, by whichever door they come: within their limits, in bounded
/// time, and with the pipeline run at once for the product.
///
/// It throws a ``Problem`` for whatever concerns the person, and the store's error as it is.
struct FollowingDesk: Sendable {
    let store: any WebParts.Store
    let tracker: Tracker
    let limits: PersonLimits
    let time: any TimeSource

    init(_ parts: WebParts, _ settings: WebSettings) {
        store = parts.store
        tracker = parts.tracker
        limits = settings.people
        time = parts.time
    }

    /// How long a person waits for a shop at most: its fetch, its turn, and what comes of it.
    static let patience = Duration.seconds(25)
    /// How long a person waits for the look at a product that others follow, where they follow it no more.
    static let afterthought = Duration.seconds(5)

    /// Follows a product, or changes how it is followed.
    ///
    /// - Throws: `invalid`, `too-many-products`, `too-many-adds`, and why the page gave nothing.
    func follow(_ request: TrackRequest) async throws -> Tracked {
        try validate(request)
        try await checkRoom(for: request)
        try await count(Quota.follows(of: request.userID))
        return try await bounded(request.selection) { [tracker] in try await tracker.track(request) }
    }

    /// What would be read from a page, and why; nothing of it is kept.
    ///
    /// - Throws: `invalid`, `too-many-adds`, `shop-slow`.
    func look(at text: String, selection: Selection, for user: UserID) async throws -> Look {
        let request = TrackRequest(url: text, selection: selection, userID: user)
        let url = try validate(request)
        try await count(Quota.looks(of: user))
        let look = try await bounded(selection) { [tracker] in await tracker.look(at: url, selection: selection) }
        if let problem = Problem(ofAddress: look) { throw problem }
        return look
    }

    /// Moves what a person follows to another price of the same page; answers the product that they follow now.
    ///
    /// - Throws: as ``follow(_:)``; `not-found`.
    func move(_ id: ProductID, of user: UserID, to selection: Selection) async throws -> Repinned {
        try await require(id, of: user)
        try validate(selection)
        try await count(Quota.follows(of: user))
        return try await bounded(selection) { [tracker] in try await tracker.pin(id, to: selection, of: user) }
    }

    /// Changes how a product is followed.
    ///
    /// - Throws: `invalid`, `not-found`.
    func edit(_ id: ProductID, of user: UserID, _ edit: Tracker.Edit) async throws -> Subscription {
        try await require(id, of: user)
        do {
            return try await tracker.edit(id, of: user, edit)
        } catch {
            throw Self.failure(error, selection: .page)
        }
    }

    /// Follows a product no more, and looks at it for those who still do; what comes of that concerns nobody here.
    ///
    /// - Throws: `not-found`.
    func unfollow(_ id: ProductID, of user: UserID) async throws {
        try await require(id, of: user)
        do {
            try await tracker.untrack(id, of: user)
        } catch {
            throw Self.failure(error, selection: .page)
        }
        guard let product = try await store.product(id), product.activeFollowers > 0 else { return }
        _ = try await checkIfPossible(id, for: user, within: Self.afterthought)
    }

    /// Checks a product now, and answers what came of it; nil where it is gone from the store.
    ///
    /// Counted with the other looks that a person asks for: each takes a turn of the shop's, which everybody's checks
    /// wait for.
    /// - Throws: `too-many-adds`, `shop-slow`.
    func check(
        _ id: ProductID,
        for user: UserID,
        within limit: Duration = Self.patience
    ) async throws -> CheckReport? {
        try await count(Quota.looks(of: user))
        let reports = Reports()
        try await bounded(.page, within: limit) { [tracker] in
            try await tracker.check([id]) { reports.add($0) }
        }
        return reports.last
    }

    /// The same for whoever has what they came for: nil also where the shop does not answer in time, and where they
    /// have asked for as many looks as they may.
    func checkIfPossible(
        _ id: ProductID,
        for user: UserID,
        within limit: Duration = Self.patience
    ) async throws -> CheckReport? {
        do {
            return try await check(id, for: user, within: limit)
        } catch {
            let kind = (error as? Problem)?.kind
            guard kind == .shopSlow || kind == .tooManyAdds else { throw error }
            return nil
        }
    }

    /// What a rule would have told of a product that a person follows.
    ///
    /// - Throws: `not-found`, `invalid`.
    func preview(
        _ rule: RuleRequest,
        of id: ProductID,
        for user: UserID,
        days: Int,
        coolDown: Duration?
    ) async throws -> (rule: Rule, preview: RulePreview) {
        try await require(id, of: user)
        do {
            return try await tracker.preview(rule, of: id, days: days, coolDown: coolDown)
        } catch {
            throw Self.failure(error, selection: .page)
        }
    }

    /// Makes sure that a person follows a product.
    ///
    /// - Throws: `not-found`, the same for one that is not there.
    @discardableResult
    func require(_ id: ProductID, of user: UserID) async throws -> Subscription {
        guard let subscription = try await store.subscription(of: user, to: id) else { throw Problem.nothingHere }
        return subscription
    }

    /// A product that somebody follows, without its history.
    func found(_ id: ProductID, of user: UserID) async throws -> FollowedDetail {
        let found = try await store.followedProduct(id, of: user, history: .days(0..<0), alerts: 0)
        guard let found else { throw Problem.nothingHere }
        return found
    }

    /// The check reports of one product, of which there is one at most.
    private final class Reports: Sendable {
        private let reports = Mutex<[CheckReport]>([])

        var last: CheckReport? { reports.withLock { $0.last } }

        func add(_ report: CheckReport) { reports.withLock { $0.append(report) } }
    }
}

extension FollowingDesk {
    /// Does what waits for a shop, and says in our terms why it came to nothing.
    private func bounded<Value: Sendable>(
        _ selection: Selection,
        within limit: Duration = Self.patience,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        do {
            return try await Deadline.run(limit, on: time, work)
        } catch let error as TrackingError {
            throw Self.failure(error, selection: selection)
        } catch is Deadline.Passed {
            throw Problem.shopSlow
        }
    }

    private static func failure(_ error: TrackingError, selection: Selection) -> any Error {
        if case .store(let error) = error { return error }
        if case .noAnswer(let look) = error, look.failure?.code == .cancelled { return CancellationError() }
        return Problem(error, selection: selection)
    }
}
