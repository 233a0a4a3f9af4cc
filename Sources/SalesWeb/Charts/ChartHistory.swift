import SalesCore

/// The prices of one product that a chart is drawn from, in any order.
enum ChartHistory {
    /// Rows of the history: for times of up to some months.
    case points([PricePoint])
    /// Days rolled up, as ``PriceStore/dailyPrices(of:days:)`` answers them: for long times.
    case days([DailyPrices])

    /// When the first of them was seen; nil where there are none.
    var begin: Timestamp? {
        switch self {
        case .points(let points): points.lazy.map(\.observedAt).min()
        case .days(let days): days.lazy.map(\.day).min().map(Timestamp.start(ofUTCDay:))
        }
    }
}

/// How long a price holds, and when none was known.
struct PriceHolding {
    /// How long a price holds at most where no other follows; nil for as long as nothing else is known.
    ///
    /// A product that is looked at has a row a day at least, so that a few days without one are a gap; a history that
    /// was imported may have its changes only.
    var longest: Duration?
    /// When there was no price all the same, in any order: the page was gone, or could not be read.
    var gaps: [Range<Timestamp>] = []
}
