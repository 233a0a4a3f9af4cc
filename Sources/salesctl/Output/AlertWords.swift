import SalesCore

/// An alert for people: its name in few letters, and all that is known of it.
enum AlertWords {
    /// The letters of an identifier that are shown; `alerts show` and `retry` take them for the whole.
    static let shownLetters = 8

    /// The beginning of an identifier, which names it among all that a store is likely to hold.
    static func name(_ id: Alert.ID) -> String { String(id.rawValue.prefix(shownLetters)) }

    /// All of it, as labels with values.
    static func facts(_ alert: Alert, clock: LocalClock, now: Timestamp) -> [(label: String, value: String)] {
        let (facts, change) = (alert.facts, alert.facts.change)
        let moments: [(String, Timestamp?)] = [
            ("read before", change.oldLastReadAt), ("seen", change.seenAt), ("confirmed", change.confirmedAt),
            ("made", alert.createdAt), ("sent", alert.sentAt), ("accepted", alert.acceptedAt),
            ("next try", alert.status == .pending ? alert.nextAttemptAt : nil),
        ]
        let rows: [(String, String?)] = [
            ("identifier", alert.id.rawValue), ("kind", facts.kind.words), ("status", status(alert, at: now)),
            ("channel", alert.channel.rawValue), ("user", alert.userID.description),
            ("product", alert.productID.description), ("page", facts.url.absoluteString),
            ("price", change.after.price.map(MoneyFormat.text)), ("was", change.before.price.map(MoneyFormat.text)),
            ("availability", change.after.availability.words),
            ("rule", RuleWords.text(facts.rule, reference: facts.reference)),
        ]
        let rest: [(String, String?)] = [
            ("took", alert.timeToTell.map { DurationWords.text($0) }), ("attempts", String(alert.attempts)),
            ("answer", alert.receipt), ("note", alert.failure), ("trace", change.trace),
        ]
        let times = moments.map { ($0.0, $0.1.map(clock.text)) }
        return (rows + times + rest).compactMap { row in row.1.map { (row.0, $0) } }
    }

    private static func status(_ alert: Alert, at now: Timestamp) -> String {
        alert.isHeldBack(at: now) ? "pending, held until its next try" : alert.status.rawValue
    }
}

extension Alert.Facts.Kind {
    /// What it is, in a word or two.
    var words: String { rawValue.replacing("_", with: " ") }
}

extension Session {
    /// The identifiers of the alerts that people named by these or their beginnings; what is named twice counts once.
    ///
    /// A whole identifier is taken as it is; what it names, the store knows.
    func alertIDs(_ texts: [String], among statuses: [Alert.Status]? = nil) async throws -> [Alert.ID] {
        var ids: [Alert.ID] = []
        for text in texts {
            let isWhole = text.utf8.count >= Self.wholeIdentifier
            let found = isWhole ? nil : try await alert(named: text, among: statuses)?.id
            let id = found ?? Alert.ID(rawValue: text.lowercased())
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    /// The alert that somebody named by its identifier or the beginning of it, at least four letters; nil where there is
    /// none.
    func alert(named text: String, among statuses: [Alert.Status]? = nil) async throws -> Alert? {
        guard text.utf8.count >= Self.fewestLetters else {
            throw CommandFailure(
                .usage,
                "“\(text)” is too short for an alert's identifier; `salesctl alerts` shows \(AlertWords.shownLetters) letters of each."
            )
        }
        let query = AlertQuery(statuses: statuses, idPrefix: text.lowercased())
        let found = try await tracker.alerts(matching: query, limit: Self.enoughToDoubt)
        guard Set(found.map(\.id)).count < Self.enoughToDoubt else {
            throw CommandFailure(.usage, "Several alerts begin with “\(text)”; write more letters of the one you mean.")
        }
        return found.first
    }

    /// Fewer letters name too many alerts.
    private static let fewestLetters = 4
    /// The letters of a whole identifier.
    private static let wholeIdentifier = 32
    /// With so many of one beginning it is not known which is meant.
    private static let enoughToDoubt = 2
}
