internal import GRDB
public import SalesCore

extension SQLiteStore: LeaseRenewal {
    /// Leases products that are due and reserves each its turn at its host.
    public func claimChecks(_ request: CheckRequest) async throws(StoreError) -> [ClaimedCheck] {
        try await write { db, now in
            try db.run(CheckStatements.freeRunOut, Arguments(now.milliseconds))
            var claim = CheckClaim(request: request, now: now)
            try claim.choose(in: db)
            return try claim.lease(in: db)
        }
    }

    /// Saves the outcomes of checks, each on its own.
    public func commit(_ outcomes: [CheckOutcome]) async throws(StoreError) -> [CommitResult] {
        // In the order of the tables, which writes each page of the file once; equal products in the order given.
        let order = outcomes.indices.sorted {
            (outcomes[$0].lease.productID, $0) < (outcomes[$1].lease.productID, $1)
        }
        return try await write { db, now in
            var results = [CommitResult](repeating: .conflict, count: outcomes.count)
            for index in order { results[index] = try db.commit(outcomes[index], at: now) }
            return results
        }
    }

    /// Ends leases without an outcome.
    public func releaseChecks(_ leases: [CheckLease]) async throws(StoreError) {
        try await write { db, _ in
            for lease in leases {
                try db.run(CheckStatements.release, Arguments(lease.productID.rawValue, lease.token))
            }
        }
    }

    /// Lets leases run anew from now.
    public func renewChecks(_ leases: [CheckLease], lease: Duration) async throws(StoreError) -> [Bool] {
        try await write { db, now in
            try leases.map { held in
                let end = (now + lease).milliseconds
                let arguments = Arguments(end, held.productID.rawValue, held.token, now.milliseconds)
                return try db.run(CheckStatements.renew, arguments) == 1
            }
        }
    }

    /// Sets when a product's next check is due.
    public func scheduleCheck(of product: ProductID, at time: Timestamp) async throws(StoreError) {
        try await write { db, _ in
            let arguments = Arguments(time.milliseconds, product.rawValue)
            _ = try db.run("UPDATE products SET next_check_at = ? WHERE id = ?", arguments)
        }
    }
}

/// The statements of checks that run often, whose plans are tested.
enum CheckStatements {
    /// Frees the products whose lease ran out, so that what waits is found by one index in its own order.
    static let freeRunOut = "UPDATE products SET lease_until = NULL WHERE lease_until <= ?"

    /// Leases one product and reads it.
    static let lease = """
        UPDATE products SET lease_token = ?, lease_until = ? WHERE id = ? RETURNING \(ProductRow.columns)
        """

    /// Saves an outcome if the lease is the present one and still runs.
    static let save = """
        UPDATE products SET name = coalesce(?, name), next_check_at = ?, lease_token = NULL, lease_until = NULL, \
        (\(ProductRow.stateColumns)) = (\(ProductRow.statePlaces))
        WHERE id = ? AND lease_token = ? AND lease_until > ?
        """

    /// Ends a lease if it is the present one.
    static let release = """
        UPDATE products SET lease_token = NULL, lease_until = NULL WHERE id = ? AND lease_token = ?
        """

    /// Lets a lease run anew if it is the present one and still runs.
    static let renew = "UPDATE products SET lease_until = ? WHERE id = ? AND lease_token = ? AND lease_until > ?"

    /// Adds an event.
    static let addEvent = "INSERT INTO price_events (product_id, change, committed_at) VALUES (?, ?, ?)"
}

extension Database {
    fileprivate func commit(_ outcome: CheckOutcome, at now: Timestamp) throws -> CommitResult {
        var arguments = Arguments(capacity: 23)
        arguments.add(outcome.name)
        arguments.add(outcome.nextCheckAt)
        try ProductRow.stateArguments(outcome.state, into: &arguments)
        arguments.add(outcome.lease.productID)
        arguments.add(outcome.lease.token)
        arguments.add(now)
        guard try run(CheckStatements.save, arguments) == 1 else { return .conflict }

        if var row = outcome.row {
            row.productID = outcome.lease.productID
            try run(PriceRow.insert, PriceRow.arguments(row))
        }
        guard let change = outcome.event else { return .committed(nil) }
        var event = Arguments()
        event.add(outcome.lease.productID)
        try event.addJSON(change)
        event.add(outcome.decidedAt)
        try run(CheckStatements.addEvent, event)
        return .committed(PriceEventID(rawValue: lastInsertedRowID))
    }
}
