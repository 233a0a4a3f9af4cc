public import SalesCore

extension PostgresStore {
    /// Suppresses an address, once for each report.
    public func suppress(_ suppression: Suppression) async throws(StoreError) -> Bool {
        var arguments = SuppressionRow.arguments(suppression)
        arguments.addAll(Suppression.Kind.allCases.filter { $0 < suppression.kind }.map(\.rawValue))
        return try await run([Statement(SuppressionStatements.suppress, arguments)])[0].affected == 1
    }

    /// The suppression of an address, or nil.
    public func suppression(of address: AddressDigest) async throws(StoreError) -> Suppression? {
        try await row(SuppressionStatements.find, SuppressionStatements.arguments(address), SuppressionRow.read)
    }

    /// Lifts the suppression of an address where it is one of those named.
    public func liftSuppression(
        of address: AddressDigest,
        kinds: [Suppression.Kind],
        reportedUntil moment: Timestamp
    ) async throws(StoreError) -> Bool {
        var arguments = SuppressionStatements.arguments(address)
        arguments.add(moment)
        arguments.add(kinds.map(\.rawValue))
        return try await run([Statement(SuppressionStatements.lift, arguments)]).first?.affected ?? 0 > 0
    }

    /// Makes the complaint of an address a stop.
    public func softenComplaint(of address: AddressDigest) async throws(StoreError) -> Bool {
        let arguments = SuppressionStatements.arguments(address)
        return try await run([Statement(SuppressionStatements.soften, arguments)]).first?.affected ?? 0 > 0
    }

    /// Suppressions in the order in which their addresses came.
    public func suppressions(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Suppression> {
        let size = pageSize(limit)
        var arguments = Arguments(try token?.position ?? 0)
        arguments.add(size + 1)
        let rows = try await rows(SuppressionStatements.list, arguments) {
            (number: try $0.number(), suppression: try SuppressionRow.read(&$0))
        }
        return Page(rows, size: size) { $0.number }.map(\.suppression)
    }

    /// How many reports of each kind were taken of a channel since a moment.
    public func reportCounts(
        on channel: Channel,
        since moment: Timestamp
    ) async throws(StoreError) -> [Suppression.Kind: Int] {
        var arguments = Arguments()
        arguments.add(channel.rawValue)
        arguments.add(moment)
        let rows = try await rows(SuppressionStatements.count, arguments) {
            (kind: try $0.word() as Suppression.Kind, count: try $0.count())
        }
        return rows.reduce(into: [:]) { $0[$1.kind] = $1.count }
    }

    /// Forgets which reports were taken before a moment.
    public func removeReports(reportedBefore moment: Timestamp) async throws(StoreError) -> Int {
        var arguments = Arguments()
        arguments.add(moment)
        return try await run([Statement(SuppressionStatements.removeReports, arguments)])[0].affected
    }
}

/// The statements of suppressions.
enum SuppressionStatements {
    /// The suppression of an address.
    static let find = "SELECT \(SuppressionRow.columns) FROM suppressions WHERE digest = $1"

    /// The ``AddressDigest`` of an address of SQL on a channel of SQL.
    static func digest(of address: String, on channel: String) -> String {
        """
        encode(sha256(convert_to(\(channel) || ' ' || \(AddressKeySQL.key(address)), 'UTF8')), 'hex')
        """
    }

    /// Takes a report, once, and suppresses its address, or says anew why where the reason is stricter.
    static let suppress = """
        WITH taken AS (
            INSERT INTO suppression_reports (channel, reference, reported_at, kind) VALUES ($1, $4, $5, $3)
            ON CONFLICT DO NOTHING RETURNING 1
        )
        INSERT INTO suppressions AS s (\(SuppressionRow.columns)) SELECT $1, $2, $3, $4, $5 FROM taken
        ON CONFLICT (digest) DO UPDATE SET kind = excluded.kind, reference = excluded.reference,
            reported_at = excluded.reported_at
        WHERE s.kind = ANY ($6::text[])
        """

    static let lift = "DELETE FROM suppressions WHERE digest = $1 AND reported_at <= $2 AND kind = ANY ($3::text[])"

    static let soften = "UPDATE suppressions SET kind = 'stop' WHERE digest = $1 AND kind = 'complaint'"

    /// Suppressions in the order of their numbers.
    static let list = """
        SELECT number, \(SuppressionRow.columns) FROM suppressions WHERE number > $1 ORDER BY number LIMIT $2
        """

    /// How many reports of a channel are of each kind since a moment.
    static let count = """
        SELECT kind, count(*) FROM suppression_reports
        WHERE channel = $1 AND reported_at >= $2 AND kind IS NOT NULL GROUP BY kind
        """

    /// Forgets old reports.
    static let removeReports = "DELETE FROM suppression_reports WHERE reported_at < $1"

    static func arguments(_ address: AddressDigest) -> Arguments {
        var arguments = Arguments()
        arguments.add(address.hex)
        return arguments
    }
}
