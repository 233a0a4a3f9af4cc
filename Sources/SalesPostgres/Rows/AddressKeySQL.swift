/// The `Channel.addressKey(_:)` of an address in SQL.
enum AddressKeySQL {
    /// The key of an address that an expression of SQL yields.
    ///
    /// The collation is named because `lower` otherwise follows the locale of the database, in which a Turkish one makes
    /// of `I` a letter that is no `i`: an index would then keep apart what is one address. With `C` it changes ASCII
    /// letters only (src/backend/utils/adt/formatting.c, `asc_tolower`).
    static func key(_ address: String) -> String { "lower((\(address)) COLLATE \"C\")" }
}
