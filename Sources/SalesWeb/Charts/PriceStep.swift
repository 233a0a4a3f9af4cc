import SalesCore

/// A price that holds from a moment until another, as it is drawn; times in milliseconds, amounts in minor units.
struct PriceStep: Equatable {
    /// Where it begins and ends in the chart.
    var begin: Int64
    var end: Int64
    /// When it was seen first, which may be before the chart begins.
    var since: Int64
    /// The lowest and the highest price meanwhile; both are ``last`` but for a day that was rolled up.
    var low: Int64
    var high: Int64
    /// The price at its beginning.
    var first: Int64
    /// The price at its end.
    var last: Int64
    /// The list price beside it.
    var list: Int64?
    /// The availability beside it; nil where nobody noted any.
    var availability: Availability?

    /// A step of one price.
    init(at moment: Int64, price: Int64, list: Int64? = nil, availability: Availability? = nil) {
        begin = moment
        end = moment
        since = moment
        low = price
        high = price
        first = price
        last = price
        self.list = list
        self.availability = availability
    }

    /// Whether it could not be bought.
    var isOutOfStock: Bool { availability?.canBeOrdered == false }

    /// Whether another step only goes on with this one.
    func isContinued(by next: PriceStep) -> Bool {
        next.begin <= end && low == high && next.low == next.high && last == next.last && list == next.list
            && availability == next.availability
    }
}
