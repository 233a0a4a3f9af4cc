import SalesCore

/// A row of `suppressions`, without its number.
enum SuppressionRow {
    static let columns = "channel, digest, kind, reference, reported_at"

    static func read(_ row: inout RowReader) throws -> Suppression {
        let channel = Channel(rawValue: try row.text())
        guard let digest = AddressDigest(hex: try row.text()) else {
            throw RowReader.Unreadable(column: "suppressions.digest", expected: "a digest in hexadecimal digits")
        }
        return Suppression(
            channel: channel,
            digest: digest,
            kind: try row.word(),
            reference: try row.text(),
            at: try row.moment()
        )
    }

    static func arguments(_ suppression: Suppression) -> Arguments {
        var arguments = Arguments()
        arguments.add(suppression.channel.rawValue)
        arguments.add(suppression.digest.hex)
        arguments.add(suppression.kind.rawValue)
        arguments.add(suppression.reference)
        arguments.add(suppression.at)
        return arguments
    }
}
