import ArgumentParser
import SalesCore

/// The options that state a rule; of several, one is enough, or with `--all` all must hold together.
struct RuleOptions: ParsableArguments {
    @Flag(name: .long, help: "Tell me of every drop of the price.")
    var anyDrop = false

    @Flag(name: .long, help: "Tell me of every change of the price, up or down.")
    var anyChange = false

    @Option(
        name: .long,
        help: ArgumentHelp("Tell me when it costs less than this, in the page's currency.", valueName: "amount")
    )
    var below: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Tell me when it costs at least this much less, for example 10%.", valueName: "percent")
    )
    var drop: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Tell me when it costs at least this amount less.", valueName: "amount")
    )
    var dropBy: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What --drop and --drop-by measure from: last-alert (before the first one, the price now), asked (the price now), or highest-30d for the highest of the last 30 days.",
            valueName: "baseline"
        ),
        transform: baseline
    )
    var since: RuleCondition.Baseline?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Tell me when it is cheaper than in so many days before (30d), or than ever.",
            valueName: "days"
        ),
        transform: lookBack
    )
    var lowest: LookBack?

    @Flag(name: .long, help: "Tell me when it can be ordered again.")
    var backInStock = false

    @Flag(name: .long, help: "Tell me when it is sold out.")
    var soldOut = false

    @Flag(name: .long, help: "Tell me when its page is gone.")
    var gone = false

    @Flag(name: .long, help: "Tell me only when everything that I name holds together.")
    var all = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The whole rule in words: 'below 40 and in stock or lowest in 90 days'.",
            valueName: "rule"
        )
    )
    var when: String?

    /// How far back a rule looks.
    enum LookBack: Hashable, Sendable {
        case days(Int)
        case ever
    }

    func validate() throws {
        if since != nil, drop == nil, dropBy == nil {
            throw ValidationError("--since says what --drop or --drop-by measures from; give one of them.")
        }
        let named = named(than: .lastAlert)
        if when != nil, !named.isEmpty || drop != nil || all {
            throw ValidationError("--when is a whole rule; give it alone.")
        }
        if all, named.count + (drop == nil ? 0 : 1) < 2 {
            throw ValidationError("--all joins several conditions; give at least two.")
        }
    }

    /// The rule that was asked for; nil where none was.
    func request() throws -> RuleRequest? {
        do {
            if let when { return try RuleRequest(text: when) }
            let baseline = since ?? .lastAlert
            let parts = named(than: baseline) + (try drop.map { [try RuleRequest.share($0, than: baseline)] } ?? [])
            return all ? .all(of: parts) : .any(of: parts)
        } catch let error as RuleRequest.Invalid {
            throw CommandFailure(.usage, error.description)
        }
    }

    /// The conditions that were named, without the share.
    private func named(than baseline: RuleCondition.Baseline) -> [RuleRequest] {
        var parts: [RuleRequest] = []
        if anyDrop { parts.append(.anyDrop) }
        if anyChange { parts.append(.anyChange) }
        if let below { parts.append(.below(below)) }
        if let dropBy { parts.append(.dropByAmount(dropBy, than: baseline)) }
        switch lowest {
        case .days(let days): parts.append(.lowest(days: days))
        case .ever: parts.append(.lowest(days: nil))
        case nil: break
        }
        if backInStock { parts.append(.backInStock) }
        if soldOut { parts.append(.soldOut) }
        if gone { parts.append(.gone) }
        return parts
    }

    @Sendable
    private static func baseline(_ text: String) throws -> RuleCondition.Baseline {
        guard let baseline = RuleCondition.Baseline(text: text) else {
            let question = NearestName.question(text, among: ["last-alert", "asked", "highest-30d"])
            throw ValidationError("“\(text)” is no baseline; write last-alert, asked, or highest-30d.\(question)")
        }
        return baseline
    }

    @Sendable
    private static func lookBack(_ text: String) throws -> LookBack {
        if text == "ever" { return .ever }
        guard text.hasSuffix("d"), let days = Int(text.dropLast()), (1...RuleCondition.maximumDays).contains(days)
        else {
            throw ValidationError("“\(text)” is no number of days; write 30d, or ever.")
        }
        return .days(days)
    }
}
