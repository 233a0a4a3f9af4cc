public import SalesCore

extension PostgresStore {
    /// Leases pending alerts of some channels that are due, oldest first.
    public func claimAlerts(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedAlert] {
        let size = pageSize(limit)
        let wanted = Set(channels).map(\.rawValue).sorted()
        var claim = AlertClaim()
        try await ClaimLooks(size: size).run { (room, width) async throws(StoreError) in
            let arguments = claim.arguments(now, wanted, room: room, width: width, lease: lease, at: time)
            return claim.add(try await rows(AlertClaim.statement(looking: width), arguments, AlertClaim.read))
        }
        return claim.leased
    }

    /// Saves what came of attempts, each on its own.
    public func settle(_ settlements: [Settlement]) async throws(StoreError) -> [Bool] {
        guard !settlements.isEmpty else { return [] }
        // Of two for one lease the first counts.
        var seen: Set<[String]> = []
        let items = settlements.indices.filter { index in
            seen.insert([settlements[index].alertID.rawValue, "\(settlements[index].token)"]).inserted
        }.map { ($0, SettledColumns(settlements[$0])) }
        var arguments = Arguments()
        arguments.addAll(items.map { Int64($0.0) })
        arguments.addAll(items.map(\.1.id))
        arguments.addAll(items.map(\.1.token))
        arguments.addAll(items.map(\.1.status))
        arguments.addAll(items.map(\.1.acceptedAt))
        arguments.addAll(items.map(\.1.receipt))
        arguments.addAll(items.map(\.1.nextAttemptAt))
        arguments.addAll(items.map(\.1.failure))
        arguments.addAll(items.map(\.1.keepsFailure))
        arguments.addAll(items.map(\.1.attemptsBack))
        arguments.addAll(items.map(\.1.holds))
        let settled = Set(try await rows(AlertStatements.settle, arguments) { try $0.count() })
        return settlements.indices.map(settled.contains)
    }

    /// Alerts, newest first.
    public func alerts(
        matching filter: AlertFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Alert> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("user_id", equals: filter.userID)
        condition.add("product_id", equals: filter.productID)
        if let statuses = filter.statuses {
            condition.add({ $0.add(statuses.map(\.rawValue)) }, { "status = ANY (\($0))" })
        }
        if let last = try token?.position { condition.add({ $0.add(last) }, { "number < \($0)" }) }
        let end = condition.limit(size + 1)
        let rows = try await rows(
            """
            SELECT \(AlertRow.columns), number FROM alerts \(condition.clause) ORDER BY number DESC \(end)
            """,
            condition.arguments
        ) { (alert: try AlertRow.read(&$0), number: try $0.number()) }
        return Page(rows, size: size) { $0.number }.map(\.alert)
    }

    /// Makes dead alerts pending again.
    public func retryAlerts(_ ids: [Alert.ID]?, at time: Timestamp) async throws(StoreError) -> Int {
        var arguments = Arguments()
        arguments.add(time)
        if let ids { arguments.add(ids.map(\.rawValue)) }
        let sql = AlertStatements.retry + (ids == nil ? "" : " AND id = ANY ($2)")
        return try await run([Statement(sql, arguments)]).first?.affected ?? 0
    }
}

/// What a settlement makes of an alert's columns.
private struct SettledColumns {
    let id: String
    let token: Int64
    /// The new status; nil where it stays pending.
    var status: Alert.Status.RawValue?
    var acceptedAt: Timestamp?
    var receipt: String?
    var nextAttemptAt: Timestamp?
    var failure: String?
    /// Whether the last failure stays as it is.
    var keepsFailure = false
    /// How many attempts are not counted after all.
    var attemptsBack: Int64 = 0
    /// Whether it is told together with others from now on.
    var holds = false

    init(_ settlement: Settlement) {
        id = settlement.alertID.rawValue
        token = settlement.token
        switch settlement.outcome {
        case .accepted(let time, let receipt):
            status = Alert.Status.accepted.rawValue
            acceptedAt = time
            self.receipt = receipt
        case .retry(let time, let failure):
            nextAttemptAt = time
            self.failure = failure
        case .dead(let failure):
            status = Alert.Status.dead.rawValue
            self.failure = failure
        case .expired:
            status = Alert.Status.expired.rawValue
            keepsFailure = true
        case .suppressed(let reason):
            status = Alert.Status.suppressed.rawValue
            failure = reason
        case .released:
            keepsFailure = true
            attemptsBack = 1
        case .held(let time, let reason):
            nextAttemptAt = time
            failure = reason
            attemptsBack = 1
            holds = true
        }
    }
}

/// The statements of alerts that run often.
enum AlertStatements {
    /// Writes what came of attempts whose lease is the present one.
    ///
    /// A lease that ran out still settles while nobody took it over.
    static let settle = """
        UPDATE alerts a SET
            status = coalesce(s.status, a.status),
            accepted_at = coalesce(s.accepted_at, a.accepted_at),
            receipt = CASE WHEN s.accepted_at IS NULL THEN a.receipt ELSE s.receipt END,
            next_attempt_at = coalesce(s.next_attempt_at, a.next_attempt_at),
            failure = CASE WHEN s.keeps_failure THEN a.failure ELSE s.failure END,
            attempts = a.attempts - s.attempts_back,
            is_held = a.is_held OR s.holds,
            lease_token = NULL,
            lease_until = NULL
        FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[], $6::text[],
            $7::timestamptz[], $8::text[], $9::boolean[], $10::bigint[], $11::boolean[])
            AS s(place, id, token, status, accepted_at, receipt, next_attempt_at, failure, keeps_failure, attempts_back,
                holds)
        WHERE a.id = s.id AND a.lease_token = s.token AND a.status = 'pending' RETURNING s.place
        """

    /// Makes every dead alert pending again.
    static let retry = """
        UPDATE alerts SET status = 'pending', attempts = 0, next_attempt_at = $1, is_held = true WHERE status = 'dead'
        """
}
