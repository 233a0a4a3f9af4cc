import ArgumentParser
import SalesCore

/// `salesctl check`: check products now.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check products now, and say what happened and why.",
        discussion: """
            A change is believed when two further looks some seconds later agree; the command waits for it and tells the \
            alerts that are due. What a shop puts off for longer is named and left to `watch`. A product that is named \
            is checked even while it is paused. The command ends with 0 if at least one product gave an answer; with \
            --format json it prints one object a line for each look.
            Examples:
              salesctl check
              salesctl check 3 4 --no-wait
            """
    )

    @Argument(help: "The products' numbers; all that you follow, if none are given.")
    var ids: [String] = []

    @Flag(name: .long, inversion: .prefixedNo, help: "Wait until changes are confirmed.")
    var wait = true

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .working) { session in
            let products = try await session.checkable(ids)
            guard !products.isEmpty else {
                throw CommandFailure(.notFound, "There is nothing to check. Begin with `salesctl track URL`.")
            }
            if let warning = session.settings.stopWarning { Session.warn([warning], on: session.terminal) }
            let printer = CheckPrinter(session: session)
            try await session.tracker.check(products) { await printer.print($0) }
            try await session.tellNow()
            try await session.confirm(printer, isWaiting: wait)
            if let status = await printer.failure { throw ExitCode(status.rawValue) }
        }
    }
}

extension Session {
    fileprivate func checkable(_ ids: [String]) async throws -> [ProductID] {
        guard ids.isEmpty else {
            var result: [ProductID] = []
            for id in ids { result.append(try await product(id).product.id) }
            return result
        }
        return try await products().filter { $0.product.activeFollowers > 0 }.map(\.product.id)
    }

    /// Tells what is due.
    fileprivate func tellNow() async throws {
        try await tracker.expandEvents()
        try await tracker.deliverAlerts { alert, outcome in
            terminal.err(AttemptWords.text(alert, outcome, at: clock.text))
        }
    }

    /// Looks again at what is held back until it is believed or refuted, and tells after each look what came of it.
    ///
    /// What its shop or its failures put off is left to `watch`.
    fileprivate func confirm(_ printer: CheckPrinter, isWaiting: Bool) async throws {
        /// More rounds than the strictest doubt needs, so that one lost request does not end the waiting.
        let rounds = 4
        for round in 0...rounds {
            let isLast = !isWaiting || round == rounds
            let patience = settings.pace.confirmation.upperBound + tracker.settings.patience
            let held = Confirmations(await printer.takeUnconfirmed(), now: now, patience: isLast ? nil : patience)
            for (id, due) in held.left {
                terminal.err("Product \(id) is not confirmed yet; `salesctl watch` looks again at \(clock.text(due)).")
            }
            guard let due = held.latest else { return }
            let delay = max(.zero, due - now)
            let count = held.soon.count
            terminal.err("Confirming \(CountedNoun.text(count, "change")) in \(delay.components.seconds + 1) s …")
            try await SystemTime().sleep(for: delay + .milliseconds(50))
            try await tracker.check(held.soon) { await printer.print($0) }
            try await tellNow()
        }
    }
}

/// Which held-back changes one waits for, and which are left for later.
///
/// Pure.
struct Confirmations {
    /// Those that are waited for.
    let soon: [ProductID]
    /// When the last of them is due; nil where there are none.
    let latest: Timestamp?
    /// The others, each with its time.
    let left: [(id: ProductID, due: Timestamp)]

    /// - Parameters:
    ///   - held: when each is due.
    ///   - patience: how long one waits; nil for not at all.
    init(_ held: [ProductID: Timestamp], now: Timestamp, patience: Duration?) {
        let all = held.sorted { $0.key < $1.key }.map { (id: $0.key, due: $0.value) }
        let isSoon = { (due: Timestamp) in patience.map { due <= now + $0 } ?? false }
        soon = all.filter { isSoon($0.due) }.map(\.id)
        latest = all.map(\.due).filter(isSoon).max()
        left = all.filter { !isSoon($0.due) }
    }
}

/// Writes a line for each check, and remembers what waits for confirmation.
private actor CheckPrinter {
    private let session: Session
    private var unconfirmed: [ProductID: Timestamp] = [:]
    private var answered: Set<ProductID> = []
    private var lastFailure: ExitStatus?

    /// The exit code where not one product gave a usable answer: that of the last one.
    var failure: ExitStatus? { answered.isEmpty ? lastFailure : nil }

    init(session: Session) {
        self.session = session
    }

    func print(_ report: CheckReport) {
        if report.problem != nil {
            lastFailure = FullDisk.hasNoRoom(session.settings.store) ? .store : .temporary
        } else if let look = report.look, look.reading.outcome != .offer, look.availability.canBeOrdered != false {
            lastFailure = session.exitStatus(of: look)
        } else {
            answered.insert(report.product.id)
        }
        if report.state.quarantine != nil, let due = report.nextCheckAt { unconfirmed[report.product.id] = due }
        switch session.format {
        case .json:
            let check = CheckJSON(report, message: CheckWords.what(report))
            if let line = try? JSONOutput.text(check, isPretty: false) { session.terminal.out(line) }
        case .table:
            session.terminal.out(CheckWords.line(report))
        }
    }

    func takeUnconfirmed() -> [ProductID: Timestamp] {
        defer { unconfirmed = [:] }
        return unconfirmed
    }
}
