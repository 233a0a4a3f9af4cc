import SalesCore

/// One claim of checks inside its transaction: first choose, host by host and turn by turn, then lease what was chosen.
///
/// Hosts take part by how long they have been due, each with a fair share of what is left to claim, and drop out when
/// they have nothing more or no turn within the horizon.
struct CheckClaim {
    private let request: CheckRequest
    private let limit: Int
    /// The worker that claims.
    private let worker: Int64
    private var hosts: [ClaimedHost] = []
    private var chosen: [(id: Int64, wait: Duration)] = []
    /// The database's clock when the hosts were taken.
    private(set) var now = Timestamp(milliseconds: 0)

    init(request: CheckRequest, by worker: Int64) {
        self.request = request
        self.worker = worker
        limit = pageSize(request.limit)
    }

    /// Chooses products and reserves their turns, in memory; the hosts are locked from here on.
    mutating func choose(in transaction: Transaction, now given: Timestamp?) async throws {
        if let products = request.products {
            try await chooseNamed(products, in: transaction, now: given)
        } else {
            try await chooseDue(in: transaction, now: given)
        }
    }

    /// Writes the leases and the hosts' turns, and ends the transaction.
    func lease(in transaction: Transaction) async throws -> [ClaimedCheck] {
        guard !hosts.isEmpty else { return [] }
        var lease = Arguments()
        let end = now + request.lease
        lease.add(end)
        lease.addAll(chosen.map(\.id).sorted())
        var settle = Arguments()
        // The others keep their places: who was not looked at has waited just as long.
        let settled = hosts.filter { $0.given > 0 || $0.isSpent }
        settle.addAll(settled.map(\.websiteID))
        settle.addAll(settled.map { $0.given > 0 ? $0.state.nextArrival : nil })
        settle.addAll(settled.map { $0.turnsFrom(now) })
        settle.addAll(settled.map(\.given))
        settle.add(now)
        settle.add(worker)
        settle.add(end)
        let results = try await transaction.commit([
            Statement(HostQueue.lease, lease), Statement(HostQueue.settle, settle),
        ])
        let leased = try results[0].rows { row in (token: try row.number(), product: try ProductRow.read(&row)) }
        // Once each, also where somebody changed the queue by hand meanwhile.
        let waits = Dictionary(chosen.enumerated().map { ($1.id, ($0, $1.wait)) }) { first, _ in first }
        return leased.compactMap { token, product -> (Int, ClaimedCheck)? in
            guard let (place, wait) = waits[product.id.rawValue] else { return nil }
            let lease = CheckLease(productID: product.id, token: token)
            return (place, ClaimedCheck(lease: lease, product: product, startAfter: wait))
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private mutating func chooseDue(in transaction: Transaction, now given: Timestamp?) async throws {
        var last = (dueAt: Timestamp(milliseconds: .min), id: Int64.min)
        var size = limit
        var known: Set<Int64> = []
        while chosen.count < limit {
            var arguments = Arguments()
            arguments.add(given)
            arguments.add(max(.zero, request.horizon - HostQueue.lookAhead))
            arguments.add(size)
            arguments.add(last.dueAt)
            arguments.add(last.id)
            arguments.add(worker)
            let taken = try await transaction.run([Statement(HostQueue.take, arguments)])[0].rows { row in
                let host = try ClaimedHost(reading: &row, policy: request.policy)
                last = (try row.moment(), host.websiteID)
                now = try row.moment()
                return host
            }
            let first = hosts.count
            // Whoever edits times by hand may write parts of a millisecond, which the place of the last one lacks.
            hosts += taken.filter { known.insert($0.websiteID).inserted }
            for host in hosts.indices[first...] {
                hosts[host].isSpent = !hosts[host].hasTurn(at: now, within: request.horizon)
            }
            var open = hosts.indices[first...].filter { !hosts[$0].isSpent }
            while chosen.count < limit, !open.isEmpty {
                open = try await take(max(1, (limit - chosen.count) / open.count), of: open, in: transaction)
            }
            guard taken.count == size else { return }
            // Hosts that have no turn after all keep no others from theirs, and many of them cost few looks.
            size *= 2
        }
    }

    /// Takes up to so many of each of some hosts' next products; answers which of them may have more.
    private mutating func take(_ share: Int, of open: [Int], in transaction: Transaction) async throws -> [Int] {
        var arguments = Arguments()
        arguments.add(now)
        arguments.addAll(open.map { hosts[$0].websiteID })
        arguments.addAll(open.map { hosts[$0].given })
        arguments.add(share)
        let found = try await transaction.run([Statement(HostQueue.products, arguments)])[0].rows { row in
            (place: try row.count(), id: try row.number())
        }
        var waiting: [Int: Int] = [:]
        for product in found { waiting[open[product.place - 1], default: 0] += 1 }
        for product in found where chosen.count < limit {
            let host = open[product.place - 1]
            guard !hosts[host].isSpent, let wait = hosts[host].reserve(at: now, within: request.horizon) else {
                hosts[host].isSpent = true
                continue
            }
            chosen.append((product.id, wait))
        }
        for host in open where waiting[host, default: 0] < share { hosts[host].isSpent = true }
        return open.filter { !hosts[$0].isSpent }
    }

    private mutating func chooseNamed(
        _ ids: [ProductID],
        in transaction: Transaction,
        now given: Timestamp?
    ) async throws {
        var arguments = Arguments()
        arguments.add(given)
        arguments.addAll(ids)
        let found = try await transaction.run([
            Statement(HostQueue.lock, HostQueue.arguments(ids)), Statement(HostQueue.named, arguments),
        ])
        var places: [Int64: Int] = [:]
        var waiting: [Int64: Int] = [:]
        let rows = try found[1].rows { row in
            let product = try row.number()
            let host = try ClaimedHost(reading: &row, policy: request.policy)
            now = try row.moment()
            return (product, host)
        }
        for (product, host) in rows {
            let place = places[host.websiteID] ?? hosts.count
            if place == hosts.count {
                places[host.websiteID] = place
                hosts.append(host)
            }
            waiting[product] = place
        }
        for id in ids where chosen.count < limit {
            guard let host = waiting.removeValue(forKey: id.rawValue) else { continue }
            if let wait = hosts[host].reserve(at: now, within: request.horizon) { chosen.append((id.rawValue, wait)) }
        }
    }
}

/// A host that a claim holds, and its turns as they stand within the claim.
private struct ClaimedHost {
    let websiteID: Int64
    let limits: HostLimits
    var state: HostState
    /// How many turns it gave: so many of its products were chosen.
    var given: Int64 = 0
    /// Whether it has no more to give to this claim: no turn, or no product.
    var isSpent = false

    init(reading row: inout RowReader, policy: HostPolicy) throws {
        websiteID = try row.number()
        limits = policy.limits(for: try row.text())
        state = try HostRow.readTurn(&row)
    }

    func hasTurn(at now: Timestamp, within horizon: Duration) -> Bool {
        state.slot(at: now, limits: limits, horizon: horizon) != nil
    }

    mutating func reserve(at now: Timestamp, within horizon: Duration) -> Duration? {
        guard let slot = state.slot(at: now, limits: limits, horizon: horizon) else { return nil }
        state.nextArrival = slot.nextArrival
        given += 1
        return slot.wait
    }

    /// From when on it is worth looking at again: when its next turn comes within reach.
    func turnsFrom(_ now: Timestamp) -> Timestamp {
        let wait = state.slot(at: now, limits: limits, horizon: .seconds(Int64.max / 4_000))?.wait ?? .zero
        return now + wait - HostQueue.lookAhead
    }
}
