public import SalesCore
public import Testing

/// A zone whose days are hard, and moments at which its clocks change: ``LedgerPromises`` know days of UTC only.
public struct ZonedDays: Sendable, CustomTestStringConvertible {
    /// The zone by its name in the IANA time zone database.
    public let zone: String
    /// When clocks are put forward or back.
    public let changes: [Timestamp]

    /// The zone's name.
    public var testDescription: String { zone }

    /// Zones whose days have 23 to 25 hours, or none; where midnight is missing, or clocks are put back to before it.
    public static let all = [
        ZonedDays(zone: "UTC", changes: [at("2026-03-01", 0)]),
        ZonedDays(zone: "Europe/London", changes: [at("2026-03-29", 1), at("2026-10-25", 1)]),
        ZonedDays(zone: "America/Santiago", changes: [at("2026-04-05", 3), at("2026-09-06", 4)]),
        ZonedDays(zone: "Africa/Cairo", changes: [at("2026-04-23", 22), at("2026-10-29", 21)]),
        ZonedDays(zone: "Asia/Beirut", changes: [at("2026-03-28", 22), at("2026-10-24", 21)]),
        ZonedDays(zone: "America/Sao_Paulo", changes: [at("2018-11-04", 3), at("2019-02-17", 2)]),
        ZonedDays(zone: "Australia/Lord_Howe", changes: [at("2026-04-04", 15), at("2026-10-03", 15, 30)]),
        ZonedDays(zone: "Pacific/Apia", changes: [at("2011-12-30", 10)]),
    ]

    /// Demands that a fresh store of the zone's days puts each of many rows into one day, that of the calendar.
    ///
    /// - Throws: ``PromiseBroken``.
    public func check(_ store: some TrackingStore & ArchiveStore) async throws {
        let calendar = try demandValue(ArchiveCalendar(named: zone), "this machine knows no zone \(zone)")
        let present = try await store.archiveIdentity().zone
        try demand(ArchiveCalendar(named: present) == calendar, "the days of the store are those of \(present)")
        let product = try await store.addProduct(Sample.product(1)).product.id
        let rows = moments.map { Sample.row(of: product, at: $0) }
        try demand(try await store.importPrices(rows), equals: rows.count, "how many rows were new")
        let token = try demandValue(try await store.claimArchive(lease: .seconds(3_600)), "somebody holds the ledger")
        let end = (moments.last ?? ManualClock.start) + .seconds(3 * 86_400)
        let days = try await store.daysToArchive(endedBy: end, limit: maximumPageSize)
        try demand(days, equals: Set(moments.map(calendar.day(of:))).sorted(), "the days to archive")
        var waiting = 0
        for day in days { waiting += try await store.waitingRows(of: day) }
        try demand(waiting, equals: rows.count, "how many rows wait on all days")
        var archived: [PricePoint] = []
        for (index, day) in days.enumerated() {
            let ofDay = try await store.purgeDay(day, token, sequence: index + 1)
            let strays = ofDay.filter { calendar.day(of: $0.observedAt) != day }
            try demand(strays, equals: [], "rows of \(day) that belong to other days")
            archived += ofDay
        }
        try demand(archived, equals: rows, "the rows of all days")
        try demand(try await store.daysToArchive(endedBy: end, limit: 1), equals: [], "the days when all are archived")
    }

    /// Every ten minutes of the day before a change and of the day after it.
    var moments: [Timestamp] {
        changes.flatMap { change in
            stride(from: -26 * 60, through: 26 * 60, by: 10).map { change + .seconds($0 * 60) }
        }
    }

    /// An hour and a minute of a UTC day.
    ///
    /// - Precondition: the text is a date; these are written by hand.
    private static func at(_ date: String, _ hour: Int, _ minute: Int = 0) -> Timestamp {
        guard let day = ArchiveDay(date) else { preconditionFailure("\(date) is no date") }
        return .start(ofUTCDay: day.number) + .seconds(hour * 3_600 + minute * 60)
    }
}
