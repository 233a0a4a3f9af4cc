import ArgumentParser
import SalesCore

/// `salesctl status`: how fast people are told.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show how long it took until people were told, and what each host can be promised.",
        discussion: """
            A time is that from the last reading of the old price until a carrier took the message: it is never \
            shorter than the one from the drop. p50, p95 and p99 are times that 50, 95 and 99 of 100 alerts took at \
            most. What was wanted later (digests, quiet hours, cool-downs) is left out.

            AT WORST is reckoned: interval, jitter, fetch, confirmation, the lease of a worker that died, outbox and \
            carrier. A host with more products than its rate reads in the interval shows the interval that it really \
            has.

            Examples:
              salesctl status
              salesctl status --since 7d --format json
            """
    )

    @Option(
        name: .long,
        help: ArgumentHelp("How far back, for example 12h or 7d; a day, unless given.", valueName: "duration")
    )
    var since: DurationText?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    /// How far back it looks.
    private static let standardSpan = Duration.seconds(86_400)

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let span = since?.duration ?? Self.standardSpan
            let report = try await session.tracker.tellingReport(since: session.now - span)
            let promises = try await session.tracker.hostPromises()
            let mails = try await session.tracker.reputation.standing(at: session.now)
            let halted = mails.isHalted ? mails.counts : nil
            let stopped = session.settings.stopWarning
            let texts = try await TextStanding.warnings(
                session.settings,
                session.store,
                at: session.now,
                moment: session.clock.sentences(session.format)
            )
            switch session.format {
            case .json: try session.json(StatusJSON(report, promises, halted: halted, stopped: stopped, texts: texts))
            case .table:
                let words = StatusWords(
                    report: report,
                    promises: promises,
                    halted: halted,
                    stopped: stopped,
                    texts: texts,
                    span: DurationText.text(span)
                )
                for line in words.lines(on: session.terminal) { session.terminal.out(line) }
            }
        }
    }
}
