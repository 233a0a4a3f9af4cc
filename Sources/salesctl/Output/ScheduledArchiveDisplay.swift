import SalesCore

/// What `archive run --schedule` shows: when it runs next in the live line of a terminal, and each run in lines.
struct ScheduledArchiveDisplay: Sendable {
    let session: Session

    /// A run, or that there is none yet, for programs.
    private struct Line: Encodable {
        let time: String
        let message: String
        let archived: [ArchiveReportJSON.Day]?
        let forgotten: [String: Int]?
        let error: String?
        let next: String?
    }

    func show(_ news: ScheduledArchive.News, next: Timestamp) {
        let words = ArchiveNewsWords(news, next: next)
        guard session.format == .table else { return show(news, as: words.message, next: next) }
        let terminal = session.terminal
        switch news {
        // A line that nobody redraws must be written.
        case .waiting where terminal.isInteractive: break
        case .finished(let report) where !report.lines.isEmpty:
            for line in report.lines { say(line) }
            if !terminal.isInteractive { say("next run \(next)") }
        default: say("\(words.message)  \(words.sentence)")
        }
        terminal.showStatus("next run \(session.clock.minute(next))")
    }

    func end() {
        session.terminal.showStatus(nil)
        guard session.format == .table else {
            return write(
                Line(
                    time: session.now.description,
                    message: "stopped",
                    archived: nil,
                    forgotten: nil,
                    error: nil,
                    next: nil
                )
            )
        }
        say("stopped")
    }

    private func show(_ news: ScheduledArchive.News, as message: String, next: Timestamp) {
        var report: ArchiveReportJSON?
        var error: String?
        switch news {
        case .finished(let found): report = ArchiveReportJSON(found)
        case .failed(let failure): error = failure.description
        case .waiting, .busy: break
        }
        write(
            Line(
                time: session.now.description,
                message: message,
                archived: report?.archived,
                forgotten: report?.forgotten,
                error: error,
                next: next.description
            )
        )
    }

    private func say(_ words: String) { session.terminal.out(PlainText.safe("\(session.now)  \(words)")) }

    private func write(_ line: Line) {
        if let text = try? JSONOutput.text(line, isPretty: false) { session.terminal.out(text) }
    }
}
