internal import GRDB
import SalesCore

/// One claim of checks inside its transaction: first choose, host by host and turn by turn, then lease what was chosen.
///
/// Hosts take part by the age of their oldest waiting product, each with a fair share of what is left to claim, and
/// drop out when they have nothing more or no turn within the horizon. So a host with a long queue or a long pause
/// costs one look, and never keeps others waiting.
struct CheckClaim {
    private let request: CheckRequest
    private let now: Timestamp
    private let limit: Int
    private var chosen: [(id: Int64, wait: Duration)] = []
    /// The arrival times to be kept, by host.
    private var arrivals: [String: Timestamp] = [:]

    init(request: CheckRequest, now: Timestamp) {
        self.request = request
        self.now = now
        limit = pageSize(request.limit)
    }

    /// Chooses products and reserves their turns, in memory.
    mutating func choose(in db: Database) throws {
        if let products = request.products { return try chooseNamed(products, in: db) }
        var hosts = try waitingHosts(in: db)
        while chosen.count < limit, !hosts.isEmpty {
            let share = max(1, (limit - chosen.count) / hosts.count)
            var remaining: [WaitingHost] = []
            for var host in hosts {
                guard chosen.count < limit else { break }
                if try take(min(share, limit - chosen.count), of: &host, in: db) { remaining.append(host) }
            }
            hosts = remaining
        }
    }

    /// Writes the leases and the hosts' turns.
    func lease(in db: Database) throws -> [ClaimedCheck] {
        guard !chosen.isEmpty else { return [] }
        for (host, arrival) in arrivals.sorted(by: { $0.key < $1.key }) {
            var arguments = Arguments()
            arguments.add(host)
            arguments.add(arrival)
            try db.run(HostRow.saveArrival, arguments)
        }
        let firstToken = try db.newLeaseTokens(chosen.count)
        let until = (now + request.lease).milliseconds
        var claimed: [(index: Int, check: ClaimedCheck)] = []
        claimed.reserveCapacity(chosen.count)
        for index in chosen.indices.sorted(by: { chosen[$0].id < chosen[$1].id }) {
            let token = firstToken + Int64(index)
            let arguments = Arguments(token, until, chosen[index].id)
            guard let product = try db.row(CheckStatements.lease, arguments, ProductRow.read) else { continue }
            let lease = CheckLease(productID: product.id, token: token)
            claimed.append((index, ClaimedCheck(lease: lease, product: product, startAfter: chosen[index].wait)))
        }
        return claimed.sorted { $0.index < $1.index }.map(\.check)
    }

    /// Takes up to so many of a host's next products; answers whether it may have more.
    private mutating func take(_ count: Int, of host: inout WaitingHost, in db: Database) throws -> Bool {
        // A host without a turn is passed over before its products are looked for.
        guard host.state.slot(at: now, limits: host.limits, horizon: request.horizon) != nil else { return false }
        let arguments = Arguments(host.websiteID, now.milliseconds, host.last.dueAt, host.last.id, Int64(count))
        let products = try db.rows(WaitingStatements.products, arguments) { (try $0.number(), try $0.number()) }
        for (id, dueAt) in products {
            guard let wait = reserve(at: &host) else { return false }
            chosen.append((id, wait))
            host.last = (dueAt, id)
        }
        return products.count == count
    }

    private mutating func reserve(at host: inout WaitingHost) -> Duration? {
        guard let slot = host.state.slot(at: now, limits: host.limits, horizon: request.horizon) else { return nil }
        host.state.nextArrival = slot.nextArrival
        arrivals[host.name] = slot.nextArrival
        return slot.wait
    }

    private mutating func chooseNamed(_ ids: [ProductID], in db: Database) throws {
        var hosts: [String: WaitingHost] = [:]
        var seen: Set<ProductID> = []
        for id in ids where chosen.count < limit && seen.insert(id).inserted {
            let found = try db.row(WaitingStatements.named, Arguments(id.rawValue)) { row in
                try WaitingHost(reading: &row, policy: request.policy)
            }
            guard let found else { continue }
            var host = hosts[found.name] ?? found
            if let wait = reserve(at: &host) { chosen.append((id.rawValue, wait)) }
            hosts[found.name] = host
        }
    }

    private func waitingHosts(in db: Database) throws -> [WaitingHost] {
        try db.rows(WaitingStatements.hosts, Arguments(now.milliseconds)) { row in
            try WaitingHost(reading: &row, policy: request.policy)
        }
    }
}

/// A website with products that wait, and its host's turns as they stand within a claim.
private struct WaitingHost {
    let websiteID: Int64
    let name: String
    let limits: HostLimits
    var state: HostState
    /// The product that was taken last: the next are behind it.
    var last: (dueAt: Int64, id: Int64) = (.min, .min)

    init(reading row: inout RowReader, policy: HostPolicy) throws {
        websiteID = try row.number()
        name = try row.text()
        limits = policy.limits(for: name)
        state = try HostRow.readTurn(&row)
    }
}

/// The statements that find what waits, whose plans are tested.
enum WaitingStatements {
    /// The websites with a product that is due, oldest first: one seek a website, however many products wait.
    static let hosts = """
        WITH heads AS MATERIALIZED (
            SELECT w.id, w.host, (
                SELECT p.next_check_at FROM products p INDEXED BY products_waiting
                WHERE p.website_id = w.id AND p.active_followers > 0 AND p.lease_until IS NULL
                ORDER BY p.next_check_at LIMIT 1
            ) AS oldest FROM websites w
        )
        SELECT heads.id, heads.host, \(HostRow.turnColumns)
        FROM heads LEFT JOIN hosts h ON h.name = heads.host
        WHERE heads.oldest <= ? ORDER BY heads.oldest, heads.id
        """

    /// A website's next products that are due, oldest first, behind the one taken last.
    static let products = """
        SELECT id, next_check_at FROM products INDEXED BY products_waiting
        WHERE website_id = ?1 AND active_followers > 0 AND lease_until IS NULL
            AND next_check_at <= ?2 AND (next_check_at, id) > (?3, ?4)
        ORDER BY next_check_at, id LIMIT ?5
        """

    /// The website of a product that nobody works on.
    static let named = """
        SELECT w.id, w.host, \(HostRow.turnColumns)
        FROM products p JOIN websites w ON w.id = p.website_id LEFT JOIN hosts h ON h.name = w.host
        WHERE p.id = ? AND p.lease_until IS NULL
        """
}
