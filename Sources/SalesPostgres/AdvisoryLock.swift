/// The locks that are held by a name and not on a row; the first number of each keeps them apart from other programs'.
///
/// Source: https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS
enum AdvisoryLock: Int32 {
    /// Bringing the tables up to date.
    case migration = 1
    /// Making the partitions of days.
    case priceDays = 2
    /// Numbering restored alerts.
    case restore = 3

    /// `SALE` in ASCII.
    private static let program: Int32 = 0x5341_4C45
    /// Days, whose second number is the day; shared by who writes rows of the day, alone by who freezes it.
    static let priceDay: Int32 = 0x5341_4C44

    /// Addresses of tokens, whose second number is the address's hash.
    static let tokens: Int32 = 0x5341_4C46

    /// The arguments of the server's functions.
    var sql: String { "\(Self.program), \(rawValue)" }
}
