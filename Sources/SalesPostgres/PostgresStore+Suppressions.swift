public import SalesCore

extension PostgresStore {
    /// Suppresses an address, once for each report.
    public func suppress(_ suppression: Suppression) async throws(StoreError) -> Bool {
        var arguments = SuppressionRow.arguments(suppression)
        arguments.addAll(Suppression.Kind.allCases.filter { $0 < suppression.kind }.map(\.rawValue))
        return try await run([Statement(SuppressionStatements.suppress, arguments)])[0].affected == 1
    }

    /// The suppression of an address, or nil.
    public func suppression(of address: String, on channel: Channel) async throws(StoreError) -> Suppression? {
        try await row(
            SuppressionStatements.find,
            SuppressionStatements.arguments(address, channel),
            SuppressionRow.read
        )
    }

    /// Lifts the suppression of an address.
    public func liftSuppression(of address: String, on channel: Channel) async throws(StoreError) {
        let arguments = SuppressionStatements.arguments(address, channel)
        _ = try await run([Statement(SuppressionStatements.lift, arguments)])
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
}

/// The statements of suppressions.
enum SuppressionStatements {
    /// The suppression of an address on a channel.
    static let find = """
        SELECT \(SuppressionRow.columns) FROM suppressions WHERE channel = $1 AND lower(address) = lower($2)
        """

    /// Takes a report, once, and suppresses its address, or says anew why where the reason is stricter.
    static let suppress = """
        WITH taken AS (
            INSERT INTO suppression_reports (channel, reference) VALUES ($1, $4) ON CONFLICT DO NOTHING RETURNING 1
        )
        INSERT INTO suppressions AS s (\(SuppressionRow.columns)) SELECT $1, $2, $3, $4, $5 FROM taken
        ON CONFLICT (channel, lower(address)) DO UPDATE SET address = excluded.address, kind = excluded.kind,
            reference = excluded.reference, reported_at = excluded.reported_at
        WHERE s.kind = ANY ($6::text[])
        """

    static let lift = "DELETE FROM suppressions WHERE channel = $1 AND lower(address) = lower($2)"

    /// Suppressions in the order of their numbers.
    static let list = """
        SELECT number, \(SuppressionRow.columns) FROM suppressions WHERE number > $1 ORDER BY number LIMIT $2
        """

    static func arguments(_ address: String, _ channel: Channel) -> Arguments {
        var arguments = Arguments()
        arguments.add(channel.rawValue)
        arguments.add(address)
        return arguments
    }
}
