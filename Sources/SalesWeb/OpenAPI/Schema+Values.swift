import SalesCore

// The values that many answers and bodies have.
extension Schema {
    /// The number of a row.
    static let number = whole(from: 1)

    /// How many of something there are.
    static let count = whole()

    /// A moment as answers have it: RFC 3339 in UTC, to the millisecond.
    static let moment = text(format: "date-time").example("2026-11-24T10:15:30.250Z")

    /// A day as answers have it.
    static let day = text(format: "date").example("2026-11-24")

    /// A moment as a query has it: RFC 3339 in UTC, with up to three digits behind the second.
    static let askedMoment = text(
        pattern: "^\(dayPattern)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,3})?Z$"
    ).example("2026-03-01T12:00:00Z")

    /// A day as a query has it.
    static let askedDay = text(pattern: "^\(dayPattern)$").example("2026-11-24")

    /// The days of each month; that of a leap year is taken, too.
    private static let dayPattern =
        "[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"

    /// An address that was read and brought to its normal form.
    static let url = text(format: "uri").example("https://shop.example/kettle")

    /// An address as somebody names it.
    static let askedURL = text(1...PageURL.maximumLength, pattern: "^[Hh][Tt][Tt][Pp][Ss]?://")
        .about("The address of the page.").example("https://shop.example/kettle")

    /// A decimal number in digits.
    static let decimal = text(pattern: "^-?[0-9]+([.][0-9]+)?$").example("129.90")

    /// The code of a currency.
    static let currency = text(pattern: "^[A-Z]{3}$").about("ISO 4217.").example("GBP")

    /// An amount.
    static let money = named(
        "Money",
        object([.must("amount", decimal), .must("currency", currency)])
            .about("An amount, with all digits that its currency has.")
            .example(["amount": "129.90", "currency": "GBP"])
    )

    /// Whether a product can be had.
    static let availability = words(Availability.self)

    /// What came of reading a page.
    static let outcome = words(Reading.Outcome.self)

    /// Which of a page's prices is meant.
    static let selection = text(0...Selection.maximumLength)
        .about("Which of the page's prices is meant: empty for the page's own, else a pin such as css:#price.")
        .example("css:#price")

    /// Over what somebody is told.
    static let channel = text(1...AlertRoutes.longestChannel).about("Over what somebody is told.").example("email")

    /// Why somebody is told.
    static let alertKind = words(Alert.Facts.Kind.self)

    /// How far an alert has come.
    static let alertStatus = words(Alert.Status.self)

    /// Numbers of alerts by how far they have come.
    static let alertCounts = object(Alert.Status.allCases.map { .must($0.rawValue, count) })

    /// The hash that names a session.
    static let sessionID = text(pattern: "^[0-9a-f]{64}$")
        .about("Names it; nobody can make the secret from it.")

    /// A list that comes in pages.
    static func page(_ name: String, _ members: String, of element: Schema, more: [Member] = []) -> Schema {
        let next = text().about("Given as after, it asks for the next page; not there on the last.")
        let own: [Member] = [.must(members, list(element)), .may("next", next)]
        return named(name, object(own + more))
    }
}

extension APIParameter {
    /// Where a page begins, and how many rows it has.
    static let paging: [APIParameter] = [
        APIParameter(
            "after",
            "Where the page begins: what the page before named as next.",
            .text(1...WebRequest.longestToken, pattern: "^[!-~]+$")
        ),
        limit,
    ]

    static let limit = APIParameter(
        "limit",
        "How many rows the page has at most; \(WebRequest.standardPage), if not given.",
        .whole(1...WebRequest.largestPage)
    )

    /// The number of a product in a path.
    static let productID = APIParameter("id", "The product's number.", .number)

    /// From when on something is looked at.
    static let since = APIParameter(
        "since",
        "From when on: a moment of the last 31 days, a day ago unless given.",
        .askedMoment
    )
}
