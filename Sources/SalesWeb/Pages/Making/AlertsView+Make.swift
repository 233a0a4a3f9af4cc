import SalesCore

extension AlertsView {
    /// A page of the alerts to a person, newest first.
    ///
    /// - Parameter isFirst: whether no page stands before it.
    init(_ alerts: Page<Alert>, of query: AlertsQuery, isFirst: Bool, page: PageFrame, for reader: Reader) {
        let isEmpty = alerts.elements.isEmpty
        let hasNone = isEmpty && isFirst && query == .all
        self.init(
            page: page,
            summary: Self.summary(alerts, of: query, isFirst: isFirst, for: reader),
            filters: AlertsQuery.allCases.map { one in
                PageLink(name: one.name, path: one.path(), isCurrent: one == query)
            },
            isEmpty: isEmpty,
            emptyTitle: hasNone ? "Nothing yet" : "Nothing like that",
            emptyText: hasNone
                ? "As soon as a rule of yours is met you are told, and what you were told stands here."
                : "None of your alerts is like that.",
            days: Self.days(alerts.elements, for: reader),
            older: alerts.next.map { query.path(after: $0) }
        )
    }

    private static func summary(
        _ alerts: Page<Alert>,
        of query: AlertsQuery,
        isFirst: Bool,
        for reader: Reader
    ) -> String {
        guard isFirst, query == .all else {
            return "\(CountedNoun.text(alerts.elements.count, "alert")) on this page"
        }
        let begin = reader.now - .seconds(86_400 * recentDays)
        let recent = alerts.elements.count { $0.createdAt >= begin }
        // All recent ones are here where an older one is, or where there are no more.
        let isWhole = recent < alerts.elements.count || alerts.next == nil
        return "\(isWhole ? "" : "More than ")\(recent) in the last \(recentDays) days"
    }

    private static let recentDays: Int64 = 30

    /// The alerts by the days of the reader's clock.
    private static func days(_ alerts: [Alert], for reader: Reader) -> [Day] {
        var days: [(id: String, moment: Timestamp, alerts: [Told])] = []
        for alert in alerts {
            let moment = Told.moment(of: alert)
            let id = String(reader.minute(moment).prefix { $0 != " " })
            if days.last?.id != id { days.append((id, moment, [])) }
            days[days.count - 1].alerts.append(Told(alert, for: reader))
        }
        // A day that comes twice, because clocks of several workers differ, has a name of its own each time.
        var seen: [String: Int] = [:]
        return days.map { day in
            let count = seen[day.id, default: 0]
            seen[day.id] = count + 1
            return Day(
                id: count == 0 ? day.id : "\(day.id)-\(count)",
                day: reader.day(day.moment),
                alerts: day.alerts
            )
        }
    }
}

extension AlertsView.Told {
    /// When it was told, else made.
    static func moment(of alert: Alert) -> Timestamp { alert.acceptedAt ?? alert.createdAt }

    init(_ alert: Alert, for reader: Reader) {
        let moment = Self.moment(of: alert)
        self.init(
            product: alert.productID.description,
            name: ProductWords.name(alert.facts.productName, at: alert.facts.url.site),
            tone: ToldWords.tone(alert.status),
            at: moment.description,
            time: reader.minute(moment),
            text: ToldWords.text(alert.facts, for: reader),
            status: ToldWords.status(alert.status),
            how: ToldWords.how(alert, for: reader)
        )
    }
}
