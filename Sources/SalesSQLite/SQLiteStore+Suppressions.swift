internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Suppresses an address, once for each report.
    public func suppress(_ suppression: Suppression) async throws(StoreError) -> Bool {
        try await write { db, _ in
            var report = Arguments()
            report.add(suppression.channel.rawValue)
            report.add(suppression.reference)
            report.add(suppression.at)
            report.add(suppression.kind.rawValue)
            guard try db.run(SuppressionStatements.report, report) == 1 else { return false }
            let present = try db.suppression(of: suppression.digest)
            if let present, present.kind >= suppression.kind { return false }
            return try db.run(SuppressionStatements.add, SuppressionRow.arguments(suppression)) == 1
        }
    }

    /// The suppression of an address, or nil.
    public func suppression(of address: AddressDigest) async throws(StoreError) -> Suppression? {
        try await read { db in try db.suppression(of: address) }
    }

    /// Lifts the suppression of an address where it is one of those named.
    public func liftSuppression(
        of address: AddressDigest,
        kinds: [Suppression.Kind],
        reportedUntil moment: Timestamp
    ) async throws(StoreError) -> Bool {
        try await write { db, _ in
            var arguments = Arguments()
            arguments.add(address.hex)
            arguments.add(moment)
            try arguments.addJSON(kinds)
            return try db.run(SuppressionStatements.lift, arguments) > 0
        }
    }

    /// Makes the complaint of an address a stop.
    public func softenComplaint(of address: AddressDigest) async throws(StoreError) -> Bool {
        try await write { db, _ in
            var arguments = Arguments()
            arguments.add(address.hex)
            return try db.run(SuppressionStatements.soften, arguments) > 0
        }
    }

    /// Suppressions in the order in which their addresses came.
    public func suppressions(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Suppression> {
        let size = pageSize(limit)
        let start = try token?.position ?? 0
        return try await read { db in
            let rows = try db.rows(
                """
                SELECT number, \(SuppressionRow.columns) FROM suppressions WHERE number > ?
                ORDER BY number LIMIT \(size + 1)
                """,
                Arguments(start)
            ) { (number: try $0.number(), suppression: try SuppressionRow.read(&$0)) }
            return Page(rows, size: size) { $0.number }.map(\.suppression)
        }
    }

    /// How many reports of each kind were taken of a channel since a moment.
    public func reportCounts(
        on channel: Channel,
        since moment: Timestamp
    ) async throws(StoreError) -> [Suppression.Kind: Int] {
        try await read { db in
            var arguments = Arguments()
            arguments.add(channel.rawValue)
            arguments.add(moment)
            let rows = try db.rows(SuppressionStatements.count, arguments) {
                (kind: try $0.word() as Suppression.Kind, count: try $0.count())
            }
            return rows.reduce(into: [:]) { $0[$1.kind] = $1.count }
        }
    }

    /// Forgets which reports were taken before a moment.
    public func removeReports(reportedBefore moment: Timestamp) async throws(StoreError) -> Int {
        try await write { db, _ in try db.run(SuppressionStatements.removeReports, Arguments(moment.milliseconds)) }
    }
}

/// The statements of suppressions.
enum SuppressionStatements {
    /// The suppression of an address.
    static let find = "SELECT \(SuppressionRow.columns) FROM suppressions WHERE digest = ?"

    /// Takes a report, once.
    static let report = """
        INSERT INTO suppression_reports (channel, reference, reported_at, kind) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """

    /// Suppresses an address, or says anew why.
    static let add = """
        INSERT INTO suppressions (\(SuppressionRow.columns)) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (digest) DO UPDATE SET kind = excluded.kind,
            reference = excluded.reference, reported_at = excluded.reported_at
        """

    static let lift = """
        DELETE FROM suppressions
        WHERE digest = ? AND reported_at <= ? AND kind IN (SELECT value FROM json_each(?))
        """

    static let soften = "UPDATE suppressions SET kind = 'stop' WHERE digest = ? AND kind = 'complaint'"

    /// How many reports of a channel are of each kind since a moment.
    static let count = """
        SELECT kind, count(*) FROM suppression_reports INDEXED BY suppression_reports_reported
        WHERE channel = ? AND reported_at >= ? AND kind IS NOT NULL GROUP BY kind
        """

    /// Forgets old reports.
    static let removeReports = "DELETE FROM suppression_reports WHERE reported_at < ?"
}

extension Database {
    /// The suppression of an address, or nil.
    func suppression(of address: AddressDigest) throws -> Suppression? {
        var arguments = Arguments()
        arguments.add(address.hex)
        return try row(SuppressionStatements.find, arguments, SuppressionRow.read)
    }
}
