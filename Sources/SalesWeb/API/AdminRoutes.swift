import SalesCore

/// What admins see and change of all people's.
enum AdminRoutes {
    static func all(_ parts: WebParts) -> [Route] {
        [
            AdminInstallationRoutes(store: parts.store).all(),
            AdminUserRoutes(store: parts.store, accounts: parts.accounts).all(),
            AdminDeadLetterRoutes(store: parts.store, tracker: parts.tracker).all(),
            AdminHostRoutes(store: parts.store, tracker: parts.tracker).all(),
            AdminArchiveRoutes.all(parts.store),
        ].flatMap(\.self)
    }

    /// From when on something is looked at: `?since=MOMENT`, a day ago unless given.
    static func since(_ request: WebRequest) throws(Problem) -> Timestamp {
        guard let moment = try request.moment("since") else { return request.now - standardSpan }
        guard moment <= request.now, moment >= request.now - longestSpan else {
            let days = longestSpan.components.seconds / 86_400
            throw .wrong("since", "Name a moment of the last \(days) days, as 2026-11-24T10:15:30Z.")
        }
        return moment
    }

    private static let standardSpan = Duration.seconds(86_400)
    /// What is looked at is read alert by alert.
    private static let longestSpan = Duration.seconds(31 * 86_400)
}
