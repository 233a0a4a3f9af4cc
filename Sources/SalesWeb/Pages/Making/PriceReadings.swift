import SalesCore

/// The prices of a history that a page lists: changes, or days where those are rolled up.
///
/// Pure.
struct PriceReadings {
    /// The changes, newest first.
    private(set) var rows: [PricePoint] = []
    /// The days whose prices differ from those of the day before, newest first.
    private(set) var days: [DailyPrices] = []
    /// Before which moment there is more; nil where these are all that is known.
    private(set) var before: Timestamp?

    /// What is listed of a history that was asked for.
    init(_ history: FollowedHistory, shown: ShownHistory, at now: Timestamp) {
        switch history {
        case .changes(let points, before: let earlier):
            let listed: [PricePoint]
            if case .newest(let length) = shown, let days = length.days {
                let begin = now - .seconds(86_400 * days)
                listed = points.filter { $0.observedAt >= begin }
            } else {
                listed = points
            }
            rows = listed.suffix(ShownHistory.rows).reversed()
            let oldest = rows.last?.observedAt ?? now + .milliseconds(1)
            let hasMore = earlier != nil || points.contains { $0.observedAt < oldest }
            before = hasMore ? oldest : nil
        case .days(let prices):
            let first = shown.firstDay(at: now)
            let listed = first.map { first in prices.filter { $0.day >= first } } ?? prices
            days = Self.changed(listed).suffix(ShownHistory.rows).reversed()
            let oldest = days.last?.day ?? now.utcDay + 1
            before = prices.contains { $0.day < oldest } ? Timestamp.start(ofUTCDay: oldest) : nil
        }
    }

    /// The days without those that only go on with the price of the day before.
    private static func changed(_ days: [DailyPrices]) -> [DailyPrices] {
        var changed: [DailyPrices] = []
        for day in days {
            let isSame = day.low == day.high && changed.last.map { $0.close == day.close } ?? false
            if !isSame { changed.append(day) }
        }
        return changed
    }
}
