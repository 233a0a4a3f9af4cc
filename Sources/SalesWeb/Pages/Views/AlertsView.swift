/// What a person was told, and what could not be: `GET /alerts?status=&after=`.
struct AlertsView: Sendable {
    /// One message.
    struct Told: Sendable {
        /// The product's number.
        let product: String
        /// The product's name when it was told.
        let name: String
        /// ``Tone/good`` for what was taken, ``Tone/bad`` for what failed, ``Tone/warn`` for what waits, else
        /// ``Tone/quiet``.
        let tone: Tone
        /// The moment, in the form of RFC 3339.
        let at: String
        /// The moment in words.
        let time: String
        /// "Fell to £37.99 from £51.99, the lowest in 88 days".
        let text: String
        /// "Told", "Waits", "Could not be told".
        let status: String
        /// The channel, and how long it took or what went wrong: "E-mail, accepted after 48 s".
        let how: String
    }

    /// The alerts of one day, the newest first.
    struct Day: Sendable {
        /// Names the day within the page: "2026-11-22".
        let id: String
        /// "22 Nov 2026".
        let day: String
        let alerts: [Told]
    }

    let page: PageFrame
    /// "14 in the last 30 days".
    let summary: String
    /// All, told, waiting, could not be told.
    let filters: [PageLink]
    let isEmpty: Bool
    /// "Nothing yet", "Nothing like that".
    let emptyTitle: String
    let emptyText: String
    let days: [Day]
    /// Where older ones are; nil on the last page.
    let older: String?
}
