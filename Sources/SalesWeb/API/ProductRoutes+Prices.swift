internal import HTTPTypes
import SalesCore

/// What products cost, as it changed or day by day.
extension ProductRoutes {
    /// How fine a history is.
    enum Resolution: String, CaseIterable {
        /// Each change, and the row that opens each day.
        case change
        /// Open, low, high and close of each UTC day.
        case day
    }

    private struct Changes: Encodable {
        let from: String
        let to: String
        let prices: [PriceJSON]
        let next: String?
    }

    private struct Days: Encodable {
        let from: String
        let to: String
        let days: [DayJSON]
    }

    func prices(_ request: WebRequest) async throws -> WebAnswer {
        let id = try request.productID()
        let span = try Self.span(request)
        let (from, to) = (span.lowerBound.description, span.upperBound.description)
        let resolution: Resolution = try request.choice("resolution") ?? .change
        switch resolution {
        case .change:
            let (token, limit) = (try request.pageToken(), try request.pageLimit())
            let origins = try await desk.found(id, of: try request.person.id).product.state.origins
            let page = try await store.prices(of: id, in: span, after: token, limit: limit)
            let prices = page.elements.map { PriceJSON($0, found: origins) }
            return .json(Changes(from: from, to: to, prices: prices, next: page.next?.text))
        case .day:
            let days = try Self.days(of: span)
            let found = try await store.followedProduct(
                id,
                of: try request.person.id,
                history: .days(days),
                alerts: 0
            )
            guard let found else { throw Problem.nothingHere }
            guard case .days(let prices) = found.history else { return WebAnswer(.internalServerError) }
            return .json(Days(from: from, to: to, days: prices.map(DayJSON.init)))
        }
    }

    /// The time that is asked for: `from`, and before `to`; the last 90 days until now, unless given.
    private static func span(_ request: WebRequest) throws(Problem) -> Range<Timestamp> {
        let end = try request.moment("to") ?? request.now + .milliseconds(1)
        let begin = try request.moment("from") ?? end - standardSpan
        guard begin < end else { throw .wrong("from", "This must be before “to”, which is now unless given.") }
        return begin..<end
    }

    /// The days that a time touches.
    private static func days(of span: Range<Timestamp>) throws(Problem) -> Range<Int64> {
        let days = span.lowerBound.utcDay..<((span.upperBound - .milliseconds(1)).utcDay + 1)
        guard Int64(days.count) <= DailyPrices.maximumDays else {
            throw .wrong("from", "Ask for \(DailyPrices.maximumDays) days at most.")
        }
        return days
    }

    private static let standardSpan = Duration.seconds(90 * 86_400)
}
