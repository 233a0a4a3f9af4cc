/// How much a chart may hold, however much it is given: pages stay small and are written in bounded time.
enum ChartLimits {
    /// Points of a price line; more are thinned, see ``ColumnThinning``.
    static let points = 1_000
    /// Points of a ``Sparkline``.
    static let sparklinePoints = 120
    /// Places of a chart that tell their price when pointed at.
    static let spots = 100
    /// Rows of a ``PriceTable``, the newest ones.
    static let rows = 500
    /// Unicode scalars of a product's name.
    static let name = 160
    /// Unicode scalars of what is said of an alert.
    static let words = 160
    /// Unicode scalars of a label.
    static let label = 24
    /// The shortest time that an axis shows, in milliseconds: an hour.
    static let shortestSpan: Int64 = 3_600_000
}
