import HTTPTypes
import Logging

/// What came of one check, for people and logs.
public struct CheckReport: Sendable {
    /// The product as it was before the check.
    public var product: Product
    /// The look; nil where the check was not made.
    public var look: Look?
    /// The product's state after the check.
    public var state: ProductState
    /// The confirmed change, where there is one.
    public var event: PriceEvent.Change?
    /// When the next check is due.
    public var nextCheckAt: Timestamp?
    /// Why the outcome was not saved or the check not made, in words.
    public var problem: String?

    /// A report.
    public init(
        product: Product,
        look: Look? = nil,
        state: ProductState,
        event: PriceEvent.Change? = nil,
        nextCheckAt: Timestamp? = nil,
        problem: String? = nil
    ) {
        self.product = product
        self.look = look
        self.state = state
        self.event = event
        self.nextCheckAt = nextCheckAt
        self.problem = problem
    }

    /// Notes that the outcome was not saved: nothing came of it.
    fileprivate mutating func refuse(_ problem: String) {
        self.problem = problem
        event = nil
        nextCheckAt = nil
    }
}

extension Tracker {
    /// Checks products now, whether they are due or not, and saves what came of it.
    ///
    /// Hosts' rates hold here too, so that a long list takes its time.
    /// - Parameters:
    ///   - products: which; a product that another worker is just checking is reported as such.
    ///   - report: called for each product as soon as it is done.
    public func check(
        _ products: [ProductID],
        report: @escaping @Sendable (CheckReport) async -> Void
    ) async throws(StoreError) {
        var remaining = products
        while !remaining.isEmpty, !Task.isCancelled {
            let batch = Array(remaining.prefix(Self.checkBatch))
            remaining.removeFirst(batch.count)
            try await check(batch: batch, report: report)
        }
    }

    /// How many products one explicit check claims at once, so that no lease runs out while it waits for its turn.
    private static let checkBatch = 16

    private func check(
        batch: [ProductID],
        report: @escaping @Sendable (CheckReport) async -> Void
    ) async throws(StoreError) {
        let request = CheckRequest(
            limit: batch.count,
            // Where nobody renews it, it must outlast the wait for its turn.
            lease: store is any LeaseRenewal ? settings.checkLease : settings.lease + settings.patience,
            horizon: settings.patience,
            policy: settings.hosts,
            products: batch
        )
        let claimed = try await store.claimChecks(request)
        let held = HeldChecks()
        await held.begin(claimed.map(\.lease), at: time.now)
        await keeping(held) {
            await withTaskGroup { group in
                for checks in together(claimed) {
                    group.addTask {
                        await self.perform(together: checks, report: report)
                        await held.end(checks.checks.map(\.lease))
                    }
                }
            }
        }
        let done = Set(claimed.map(\.lease.productID))
        for id in batch where !done.contains(id) {
            guard let product = try await store.product(id) else { continue }
            let reason = try await whyNotClaimed(product)
            await report(CheckReport(product: product, state: product.state, problem: reason))
        }
    }

    private func whyNotClaimed(_ product: Product) async throws(StoreError) -> String {
        let site = product.url.site
        let host = try await store.host(site)
        if host.isPaused(at: time.now) { return "not checked: \(host.pauseWords(for: site))" }
        return "not checked: another worker is checking it, or the rate of \(site) is used up; try again in a minute"
    }

    /// Makes a claimed check: waits for its turn, looks, judges, saves.
    public func perform(_ check: ClaimedCheck) async -> CheckReport {
        await perform(check, after: check.startAfter, with: turns)
    }

    func perform(
        _ check: ClaimedCheck,
        after wait: Duration,
        with turns: Turns,
        isFresh: Bool = true
    ) async -> CheckReport {
        let url = check.product.url
        let look: Look
        do {
            look = try await inTurn(at: url.site, after: wait, isFresh: isFresh) {
                await self.look(at: LookTarget(check.product), with: turns)
            }
        } catch {
            return await release(check, because: error.reason)
        }
        if let reason = look.whyUnasked { return await release(check, because: reason) }
        await note([look], of: url)
        return await settle(check, look)
    }

    /// Judges a look and saves the outcome; what it showed of the host is noted by whoever made the request.
    ///
    /// - Parameters:
    ///   - check: the check.
    ///   - look: what it gave.
    ///   - moment: when it was decided; now, unless it is decided together with others.
    ///   - regular: until the next check where nothing is in doubt, for products that are to stay in step.
    func settle(
        _ check: ClaimedCheck,
        _ look: Look,
        at moment: Timestamp? = nil,
        regular: Duration? = nil
    ) async -> CheckReport {
        let product = check.product
        tell(look, of: product.url, for: check)
        let now = moment ?? time.now
        var judgement = settings.readings.judge(look.reading, of: product.id, state: product.state, at: now)
        let isJudged = judgement.state.lastCheckAt == now
        if isJudged { judgement.state.remember(look) }
        judgement.event?.trace = check.trace
        var random = random
        var delay = settings.pace.delay(
            after: judgement.state,
            asked: product.interval(default: settings.pace.interval),
            retryAfter: look.retryAfter,
            using: &random
        )
        if let regular, !judgement.needsConfirmation, judgement.state.consecutiveFailures == 0 { delay = regular }
        let outcome = CheckOutcome(
            lease: check.lease,
            state: judgement.state,
            name: look.reading.offer?.name
                ?? look.extraction?.name.flatMap { product.state.lastCheckAt == nil ? $0 : nil },
            row: judgement.row,
            event: judgement.event,
            nextCheckAt: now + delay,
            decidedAt: now
        )
        var report = CheckReport(
            product: product,
            look: look,
            state: judgement.state,
            event: judgement.event,
            nextCheckAt: now + delay
        )
        do {
            if case .conflict = try await committer.commit(outcome) {
                report.refuse("not saved: another worker took over, or the product was removed")
            } else if !isJudged, let last = product.state.lastCheckAt {
                report.refuse("not counted: a check of \(last) is there, and this machine's clock says \(now)")
            }
        } catch {
            report.refuse("not saved: \(error)")
        }
        tell(report, of: check)
        return report
    }
}

extension ProductState {
    /// Keeps the product's picture, and what makes the next check cheap.
    ///
    /// The latter only where this check left nothing in doubt: whoever is told "unchanged" by these validators takes the
    /// confirmed price for read again.
    mutating func remember(_ look: Look) {
        learned = look.way.text
        image = look.extraction?.image ?? image
        guard let offer = look.reading.offer, offer.price == price, quarantine == nil else {
            validators = Validators()
            bodyHash = nil
            return
        }
        validators = look.validators
        bodyHash = look.bodyHash
    }
}
