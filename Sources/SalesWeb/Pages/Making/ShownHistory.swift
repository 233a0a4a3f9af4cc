import SalesCore

/// Which part of a product's history its page shows: `?range=` or `?before=`.
///
/// Pure. What no page of ours names counts as not given.
enum ShownHistory: Hashable, Sendable {
    /// The newest prices.
    case newest(Length)
    /// The changes before a moment, the last of them.
    case before(Timestamp)

    /// How far back the newest prices go.
    enum Length: String, CaseIterable, Sendable {
        /// Each change.
        case week = "7d"
        /// Days of UTC from here on, which are kept longer than changes.
        case month = "30d"
        case quarter = "90d"
        case year = "1y"
        case all

        /// In days; nil for all that is known.
        var days: Int64? {
            switch self {
            case .week: 7
            case .month: 30
            case .quarter: 90
            case .year: 365
            case .all: nil
            }
        }

        /// "30 d".
        var short: String {
            switch self {
            case .week: "7 d"
            case .month: "30 d"
            case .quarter: "90 d"
            case .year: "1 y"
            case .all: "All"
            }
        }

        /// "30 days".
        var name: String {
            switch self {
            case .week: "7 days"
            case .month: "30 days"
            case .quarter: "90 days"
            case .year: "1 year"
            case .all: "All time"
            }
        }
    }

    /// What the parameters of a query ask for: the last month unless given.
    init(_ parameter: (String) -> String?) {
        let moment = parameter("before").flatMap(Timestamp.init(iso8601:))
        if let moment, Self.moments.contains(moment) {
            self = .before(moment)
        } else {
            self = .newest(parameter("range").flatMap(Length.init(rawValue:)) ?? .month)
        }
    }

    /// What the store is asked for, with what the verdict needs beside it.
    func request(at now: Timestamp) -> HistoryRequest {
        switch self {
        case .before(let moment): return .changes(Self.moments.lowerBound..<moment, limit: Self.rows)
        case .newest(.week):
            let begin = now - .seconds(86_400 * DealVerdict.horizon)
            return .changes(begin..<(now + .milliseconds(1)), limit: Self.changes)
        case .newest(let length):
            let days = length.days.map { max($0, DealVerdict.horizon) } ?? DailyPrices.maximumDays
            return .days((now.utcDay + 1 - days)..<(now.utcDay + 1))
        }
    }

    /// The first UTC day of what is shown; nil where that is all that was asked for.
    func firstDay(at now: Timestamp) -> Int64? {
        guard case .newest(let length) = self else { return nil }
        return length.days.map { now.utcDay - $0 + 1 }
    }

    /// The address of it.
    func path(of product: ProductID) -> String {
        switch self {
        case .newest(let length): PagePath.text("/products/\(product)", [("range", length.rawValue)])
        case .before(let moment): PagePath.text("/products/\(product)", [("before", moment.description)])
        }
    }

    /// The most rows that are listed: what a person was told stands behind them.
    static let rows = 20
    /// The most changes of which the last week is drawn and judged.
    static let changes = 1_000

    /// The moments of which prices are looked for: the years 1970 to 9999.
    private static let moments =
        Timestamp(milliseconds: 0)..<Timestamp(milliseconds: CivilTime.shown.upperBound)
}
