import SalesCore

/// A row of `suppressions`, without its number.
enum SuppressionRow {
    static let columns = "channel, address, kind, reference, reported_at"

    static func read(_ row: inout RowReader) throws -> Suppression {
        Suppression(
            channel: Channel(rawValue: try row.text()),
            address: try row.text(),
            kind: try row.word(),
            reference: try row.text(),
            at: try row.moment()
        )
    }

    static func arguments(_ suppression: Suppression) -> Arguments {
        var arguments = Arguments()
        arguments.add(suppression.channel.rawValue)
        arguments.add(suppression.address)
        arguments.add(suppression.kind.rawValue)
        arguments.add(suppression.reference)
        arguments.add(suppression.at)
        return arguments
    }
}
