public import SalesCore

extension PostgresStore: LeaseRenewal {
    /// Leases products that are due and reserves each its turn at its host.
    ///
    /// - Throws: also `.tooNew` where somebody took a step meanwhile that this program does not bear.
    public func claimChecks(_ request: CheckRequest) async throws(StoreError) -> [ClaimedCheck] {
        try await refuseNewerTables()
        let asked = ContinuousClock.now
        let given = now
        let worker = worker
        let (claim, checks) = try await transaction { transaction in
            var claim = CheckClaim(request: request, by: worker)
            try await claim.choose(in: transaction, now: given)
            return (claim, try await claim.lease(in: transaction))
        }
        if !checks.isEmpty { clock.set(claim.now, askedAt: asked) }
        await prepareDays()
        return checks
    }

    /// Saves the outcomes of checks, each on its own.
    public func commit(_ outcomes: [CheckOutcome]) async throws(StoreError) -> [CommitResult] {
        guard !outcomes.isEmpty else { return [] }
        let batch = OutcomeBatch(outcomes)
        let statements: [Statement]
        do {
            statements = try batch.statements(now: now)
        } catch {
            throw StoreError(error, place: place)
        }
        let results = try await run(statements)
        do {
            return try batch.results(results[batch.answer])
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// Ends leases without an outcome.
    public func releaseChecks(_ leases: [CheckLease]) async throws(StoreError) {
        guard !leases.isEmpty else { return }
        var arguments = Arguments()
        arguments.addAll(leases.map(\.productID))
        arguments.addAll(leases.map(\.token))
        _ = try await run([
            Statement(HostQueue.lock, HostQueue.arguments(leases.map(\.productID))),
            Statement(CheckStatements.release, arguments),
        ])
    }

    /// Sets when a product's next check is due.
    public func scheduleCheck(of product: ProductID, at time: Timestamp) async throws(StoreError) {
        let hosts = HostQueue.arguments([product])
        var arguments = Arguments()
        arguments.add(product)
        arguments.add(time)
        _ = try await run([
            Statement(HostQueue.lock, hosts), Statement(CheckStatements.schedule, arguments),
            Statement(HostQueue.wake, hosts), Statement(HostQueue.call),
        ])
    }

    /// Lets leases run anew from now.
    public func renewChecks(_ leases: [CheckLease], lease: Duration) async throws(StoreError) -> [Bool] {
        guard !leases.isEmpty else { return [] }
        var arguments = Arguments()
        arguments.add(now)
        arguments.addAll(leases.map(\.productID))
        arguments.addAll(leases.map(\.token))
        arguments.add(lease)
        let hosts = HostQueue.arguments(leases.map(\.productID))
        let results = try await run([
            Statement(HostQueue.lock, hosts), Statement(CheckStatements.renew, arguments),
            Statement(HostQueue.keep, hosts),
        ])
        do {
            let held = Set(try results[1].rows { CheckLease(productID: try $0.id(), token: try $0.number()) })
            return leases.map(held.contains)
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// Makes sure, once a day, that the days ahead have a partition.
    ///
    /// A failure is nobody's: there are days ahead still, it is tried again soon, and what comes for a day without a
    /// partition is kept in `prices_late`.
    private func prepareDays() async {
        let now = time.now
        guard daysDue.take(at: now), (try? await run([Self.makeDays(self.now)])) != nil else { return }
        daysDue.set(to: Timestamp(milliseconds: (now.utcDay + 1) * Timestamp.millisecondsPerDay))
    }

    /// Makes sure now and then that the tables are still those that this program knows.
    private func refuseNewerTables() async throws(StoreError) {
        guard tablesDue.take(at: time.now) else { return }
        _ = try await schemaState().missing(at: place)
    }
}

/// The statements of checks that run often.
enum CheckStatements {
    /// Ends leases if they are the present ones.
    static let release = """
        WITH ended AS (
            UPDATE check_queue q SET lease_token = NULL, lease_until = NULL
            FROM unnest($1::bigint[], $2::bigint[]) AS l(product_id, token)
            WHERE q.product_id = l.product_id AND q.lease_token = l.token
            RETURNING q.product_id, q.website_id, q.active_followers, q.available_at
        )
        \(HostQueue.giveBack)
        """

    /// Ends the lease of a product that is about to go.
    static let end = """
        WITH ended AS (
            UPDATE check_queue q SET lease_token = NULL, lease_until = NULL
            WHERE q.product_id = $1 AND q.lease_token IS NOT NULL
            RETURNING q.product_id, q.website_id, q.active_followers, q.available_at
        )
        \(HostQueue.giveBack)
        """

    /// Lets leases run anew if they are the present ones and still run.
    static let renew = """
        UPDATE check_queue q SET lease_until = \(PostgresStore.nowSQL) + $4::bigint * interval '1 millisecond'
        FROM unnest($2::bigint[], $3::bigint[]) AS l(product_id, token)
        WHERE q.product_id = l.product_id AND q.lease_token = l.token AND q.lease_until > \(PostgresStore.nowSQL)
        RETURNING q.product_id, q.lease_token
        """

    /// Sets when a product is due.
    static let schedule = "UPDATE check_queue SET next_check_at = $2::timestamptz WHERE product_id = $1"
}
