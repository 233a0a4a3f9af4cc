public import SalesCore

extension FetchLimits {
    /// Limits with a deadline that no busy machine reaches: for promises about anything but time.
    ///
    /// Between two requests of a chain the caller's program decides, and where hundreds of tests share a few threads it
    /// may have to wait for one.
    public static let unhurried = FetchLimits(deadline: .seconds(900))
}
