// A program of an earlier step would look for addresses where there are digests, and write to who said stop: it must be
// gone.
extension Migration {
    /// Keeps digests in place of suppressed addresses, so that erasing a person leaves no address behind.
    static let digests = Migration(
        number: 4,
        name: "digests of addresses",
        kind: .contract,
        oldestProgram: 4,
        steps: [
            "DROP INDEX suppressions_address",
            "ALTER TABLE suppressions RENAME COLUMN address TO digest",
            """
            UPDATE suppressions
            SET digest = encode(sha256(convert_to(channel || ' ' || lower(digest COLLATE "C"), 'UTF8')), 'hex')
            """,
            "CREATE UNIQUE INDEX suppressions_digest ON suppressions (digest)",
            "COMMENT ON TABLE suppressions IS 'Digests of addresses that must not be written to, and why.'",
        ]
    )
}
