import SalesCore

/// What is said of an archive that runs by a schedule.
///
/// Pure.
struct ArchiveNewsWords {
    /// What happened, as programs know it.
    let message: String
    /// In words for people, with what comes next.
    let sentence: String
    /// Of what, for programs.
    private let facts: [String: String]
    private let next: Timestamp

    init(_ news: ScheduledArchive.News, next: Timestamp) {
        self.next = next
        let what: String
        switch news {
        case .waiting: (message, what, facts) = ("archive waits", "", [:])
        case .busy: (message, what, facts) = ("archive busy", "somebody else archives; ", [:])
        case .failed(let error):
            message = "archive failed, trying again"
            what = "\(error) "
            facts = ["error": error.description]
        case .finished(let report):
            let rows = report.finished.reduce(0) { $0 + ($1.rows ?? 0) }
            let days = report.finished.map(\.run.description).joined(separator: "; ")
            message = "archived"
            what = days.isEmpty ? "no day waited; " : "\(days): \(CountedNoun.text(rows, "row")); "
            facts = ["days": days, "rows": "\(rows)"]
        }
        sentence = "\(what)next run \(next)"
    }

    /// The fields of a line of a log.
    var fields: [String: String] {
        facts.merging(["next": next.description, "what": sentence]) { $1 }
    }
}
