internal import HTTPTypes
import SalesCore

/// Which days of prices are archived, for admins, by what the store knows.
enum AdminArchiveRoutes {
    /// How far the archiving of a day has come, as `salesctl archive status` has it.
    private struct Run: Encodable {
        let day: String
        let run: Int
        let step: String
        let rows: Int
        let bytes: Int?
        let restoredAt: String?

        enum CodingKeys: String, CodingKey {
            case day, run, step, rows, bytes
            case restoredAt = "restored_at"
        }

        init(_ run: ArchiveRun) {
            day = run.id.day.description
            self.run = run.id.number
            step = run.step.rawValue
            rows = run.rows
            bytes = run.manifest.map { $0.parts.reduce(0) { $0 + $1.bytes } }
            restoredAt = run.restoredAt?.description
        }
    }

    private struct Standing: Encodable {
        /// Finished days of which rows wait for the archive, the oldest first.
        let waiting: [String]
        let runs: [Run]
        let next: String?
    }

    /// Nothing where the store's days do not leave it.
    static func all(_ store: any TrackingStore) -> [Route] {
        guard let ledger = store as? any ArchiveLedger else { return [] }
        return [
            Route(.get, "/api/v1/admin/archive", for: .admins, as: .listArchiveRuns) { request in
                let days = try days(request)
                let page = try await ledger.archiveRuns(
                    of: days,
                    after: try request.pageToken(),
                    limit: try request.pageLimit()
                )
                let waiting = try await ledger.daysToArchive(endedBy: request.now, limit: mostWaiting)
                return .json(
                    Standing(
                        waiting: waiting.map(\.description),
                        runs: page.elements.map(Run.init),
                        next: page.next?.text
                    )
                )
            }
        ]
    }

    /// The days that the query names with `from` and `to`, both among them; the last 31, unless given.
    private static func days(_ request: WebRequest) throws(Problem) -> ClosedRange<ArchiveDay> {
        func day(_ name: String, _ standard: ArchiveDay) throws(Problem) -> ArchiveDay {
            guard let text = request.query(name) else { return standard }
            guard let day = ArchiveDay(text) else { throw .wrong(name, "Write a day as 2026-11-24.") }
            return day
        }
        let from = try day("from", ArchiveDay(number: request.now.utcDay - 31))
        let to = try day("to", ArchiveDay.shown.upperBound)
        guard from <= to else { throw .wrong("to", "The last day is before the first.") }
        return from...to
    }

    /// More days wait where nothing was archived for long: how many more, `salesctl archive status` says.
    private static let mostWaiting = 100
}
