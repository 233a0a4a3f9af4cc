import SalesCore

/// What `watch` and `serve` show: a live status line on a terminal, log lines otherwise.
actor WatchDisplay {
    let session: Session
    let format: Watch.LogFormat
    private var checks = 0
    private var failures = 0
    private var told = 0
    private var slowest: Duration = .zero
    private var outage = StoreOutage()

    /// Whether a live status line is shown.
    private var isLive = false

    /// How often the status line is drawn anew.
    private static let refresh = Duration.milliseconds(500)

    init(session: Session, format: Watch.LogFormat) {
        self.session = session
        self.format = format
    }

    /// - Parameter isWatching: whether prices are checked here.
    func begin(isWatching: Bool = true) {
        guard isWatching else {
            return log("not watching", ["what": "prices are checked where `salesctl watch` runs on this store"])
        }
        let channels = session.tracker.notifiers.keys.sorted().map(\.rawValue).joined(separator: ", ")
        let sending = session.settings.isSendingStopped ? ["sending": "stopped"] : [:]
        let words = ["store": session.settings.store.shown, "channels": channels.isEmpty ? "none" : channels]
        log("watching", words.merging(sending) { $1 })
    }

    func end() {
        isLive = false
        session.terminal.showStatus(nil)
        log("stopped", ["checks": "\(checks)", "told": "\(told)"])
    }

    func checked(_ report: CheckReport) {
        checks += 1
        // What came of it was saved.
        if report.problem == nil { storeWorked() }
        let isQuiet = report.event == nil && report.problem == nil && report.look?.reading.outcome == .offer
        if report.look?.reading.outcome != .offer { failures += 1 }
        guard !isQuiet || session.settings.isVerbose else { return }
        log(
            "checked",
            ["product": report.product.id.description, "name": report.product.name, "what": CheckWords.what(report)]
        )
    }

    func attempted(_ alert: Alert, _ outcome: Settlement.Outcome) {
        storeWorked()
        var fields = [
            "product": alert.productID.description, "alert": alert.id.rawValue, "channel": alert.channel.rawValue,
        ]
        if case .accepted(let moment, _) = outcome {
            told += 1
            let took = moment - alert.facts.change.oldLastReadAt
            slowest = max(slowest, took)
            fields["seconds"] = "\(took.components.seconds)"
        }
        fields["what"] = AttemptWords.text(alert, outcome)
        log(outcome.isAccepted ? "told" : "not told", fields)
    }

    func stumbled(_ error: StoreError) {
        guard outage.failed(error.message, at: session.now) else { return }
        log("store failed, trying again", ["error": error.message])
    }

    func archived(_ news: ScheduledArchive.News, next: Timestamp) {
        let words = ArchiveNewsWords(news, next: next)
        log(words.message, words.fields)
    }

    private func storeWorked() {
        guard let away = outage.worked(at: session.now) else { return }
        let seconds = away.components.seconds
        log("store works again", ["away_seconds": "\(seconds)", "what": "it was away for \(seconds) s"])
    }

    /// Draws the status line until the task is cancelled; nothing where nobody looks.
    func keepFresh() async {
        guard session.terminal.isInteractive, format == .text else { return }
        isLive = true
        while !Task.isCancelled {
            draw()
            try? await Task.sleep(for: Self.refresh)
        }
    }

    private func draw() {
        guard isLive else { return }
        var line = "\(CountedNoun.text(checks, "check")) · \(failures) without an answer · \(told) told"
        if told > 0 { line += " · slowest \(slowest.components.seconds) s" }
        session.terminal.showStatus(line)
    }

    /// Writes a line.
    ///
    /// - Parameter fields: what programs read; people read `what` alone where there is one.
    func log(_ message: String, _ fields: [String: String]) {
        let time = session.now
        switch format {
        case .json:
            var object = fields
            object["time"] = time.description
            object["message"] = message
            if let line = try? JSONOutput.text(object, isPretty: false) { session.terminal.out(line) }
        case .text:
            let what =
                fields["what"]
                ?? fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            let product = fields["product"].map { " \($0)" } ?? ""
            session.terminal.out(PlainText.safe("\(time)  \(message)\(product)  \(what)"))
        }
        draw()
    }
}
