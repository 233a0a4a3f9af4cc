import ArgumentParser
import SalesCore

/// The options that say when a person is told of what a rule finds: at once, seldom or together with other things.
struct TellingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "How long after an alert not to tell of this product again, for example 6h; what became true in between is told at its end if it still is. Or none.",
            valueName: "duration"
        ),
        transform: coolDown
    )
    var coolDown: Duration?

    @Flag(
        name: .long,
        inversion: .prefixedNo,
        exclusivity: .exclusive,
        help: "Tell it in the day's digest, together with what else is in it (see `salesctl users edit --digest-at`)."
    )
    var inDigest: Bool?

    @Flag(name: .long, help: "Tell me now if the rule that I give is true already.")
    var tellNow = false

    /// Whether anything is given.
    var isGiven: Bool { coolDown != nil || inDigest != nil || tellNow }

    /// Makes sure that there is a rule that can be told now.
    func check(with rule: RuleRequest?) throws {
        guard tellNow, rule == nil else { return }
        throw CommandFailure(
            .usage,
            "--tell-now tells of a rule that is true already; give one with it, such as --below 35.00."
        )
    }

    /// The time between alerts that somebody typed; zero for none.
    @Sendable
    static func coolDown(_ text: String) throws -> Duration {
        if text.lowercased() == "none" { return .zero }
        guard let duration = DurationText(argument: text)?.duration, duration <= Subscription.maximumCoolDown else {
            let longest = DurationText.text(Subscription.maximumCoolDown)
            throw ValidationError("“\(text)” is no time between alerts; write 6h, at most \(longest), or none.")
        }
        return duration
    }
}

extension Subscription {
    /// When alerts of it are told, for people; empty where that is at once.
    var tellingWords: [String] {
        [
            isInDigest ? "in the digest" : nil,
            coolDown.map { "not again for \(DurationText.text($0)) after an alert" },
        ].compactMap(\.self)
    }
}
