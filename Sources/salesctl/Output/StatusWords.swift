import SalesCore

/// How fast people are told, as lines for people.
struct StatusWords {
    let report: TellingReport
    let promises: [HostPromise]
    /// What halts mails to new addresses; nil where nothing does.
    let halted: ReputationCounts?
    /// What is said of sending that is stopped; nil where it is not.
    let stopped: String?
    /// What keeps texts from being sent, each a sentence.
    let texts: [String]
    /// How far back the report goes.
    let span: String

    /// The hosts that are listed at most; those that need somebody's eye come first.
    private static let maximumHosts = 50

    func lines(on terminal: Terminal) -> [String] {
        var lines = [Style.bold("Told in the last \(span)", on: terminal), "  " + overall]
        if let stopped { lines.append(Style.red("  \(PlainText.safe(stopped))", on: terminal)) }
        if let halted {
            lines.append(Style.red("  \(Reputation.reason(halted)). \(Self.haltAdvice)", on: terminal))
        }
        lines += texts.map { Style.yellow("  " + PlainText.safe($0), on: terminal) }
        lines += troubles.map { Style.yellow("  " + $0, on: terminal) }
        guard !promises.isEmpty else { return lines + ["No product is followed; `salesctl track URL` begins."] }
        lines += ["", Style.bold("Hosts", on: terminal)]
        lines += hosts.lines(width: terminal.width) { Style.dim($0, on: terminal) }
        if promises.count > Self.maximumHosts {
            lines.append("and \(promises.count - Self.maximumHosts) more; --format json has them all")
        }
        return lines + advice
    }

    private static let haltAdvice = "They go on by themselves when it is half of that; look who signs up."

    private var overall: String {
        guard let all = report.overall else { return "No alert that says how fast." }
        let percent = RuleWords.percent(basisPoints: all.basisPointsWithinPromise)
        let part = report.isPartial ? " (the newest \(TellingReport.maximumTimes) of them)" : ""
        return "\(CountedNoun.text(all.count, "alert"))\(part): \(percent) % within 3 minutes"
            + " · p50 \(Self.seconds(all.p50)) · p95 \(Self.seconds(all.p95)) · p99 \(Self.seconds(all.p99))"
            + " · worst \(Self.seconds(all.worst))"
    }

    /// What is not told, and what to do about it.
    private var troubles: [String] {
        let advice: [(Alert.Status, String)] = [
            (
                .dead,
                "could not be told: `salesctl alerts list --status dead` says why, `salesctl alerts retry` tries again"
            ),
            (
                .pending,
                stopped == nil
                    ? "to be told: a running `salesctl watch` does it"
                    : "to be told once sending is not stopped any more"
            ),
            (.waiting, "waiting until an address is verified"),
            (.expired, "too late or no longer true when it was their turn: `salesctl alerts list --status expired`"),
            (.suppressed, "not to be told: unsubscribed, without an address, or stopped"),
        ]
        let lines = advice.compactMap { status, words -> String? in
            let held = status == .pending ? report.heldCount : 0
            return report.counts[status].flatMap { $0 > held ? "\($0 - held) \(words)" : nil }
        }
        guard report.heldCount > 0 else { return lines }
        return lines + [
            "\(report.heldCount) held until their time: a digest, quiet hours, a cool-down, a cap or a halt ends"
        ]
    }

    private var hosts: Table {
        let figures = report.byHost
        var table = Table([
            .init("HOST"), .init("PRODUCTS", isNumeric: true), .init("READ EVERY", isNumeric: true),
            .init("AT WORST", isNumeric: true), .init("3 MINUTES", overflow: .keep), .init("TOLD", isNumeric: true),
            .init("P50", isNumeric: true), .init("P99", isNumeric: true), .init("WORST", isNumeric: true),
        ])
        for promise in promises.sorted(by: Self.needsMore).prefix(Self.maximumHosts) {
            let told = figures[promise.host]
            table.add([
                promise.host, String(promise.products), Self.seconds(promise.interval), Self.seconds(promise.bound),
                promise.isKept ? "kept" : promise.isRateTooLow ? "no: rate too low" : "no: interval",
                told.map { String($0.count) } ?? "", told.map { Self.seconds($0.p50) } ?? "",
                told.map { Self.seconds($0.p99) } ?? "", told.map { Self.seconds($0.worst) } ?? "",
            ])
        }
        return table.withoutEmptyColumns
    }

    private var advice: [String] {
        guard promises.contains(where: \.isRateTooLow) else { return [] }
        return [
            "",
            "Where the rate is too low, follow fewer products, or set hosts.HOST.rate if the shop allows more.",
        ]
    }

    /// Those with the longest bound first, then by name.
    private static func needsMore(_ left: HostPromise, _ right: HostPromise) -> Bool {
        left.bound == right.bound ? left.host < right.host : left.bound > right.bound
    }

    /// A time in words, its tenths of a second below ten.
    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = duration.wholeMilliseconds
        guard milliseconds < 10_000 else { return DurationWords.short(duration) }
        return "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
    }
}
