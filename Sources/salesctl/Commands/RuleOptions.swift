import ArgumentParser
import SalesCore

/// The options that state a rule; at most one of them may be given.
struct RuleOptions: ParsableArguments {
    @Flag(name: .long, help: "Tell me of every drop of the price.")
    var anyDrop = false

    @Option(
        name: .long,
        help: ArgumentHelp("Tell me when it costs less than this, in the page's currency.", valueName: "amount")
    )
    var below: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Tell me when it costs at least this much less than now, for example 10%.",
            valueName: "percent"
        )
    )
    var drop: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Tell me when it costs at least this amount less than now.", valueName: "amount")
    )
    var dropBy: String?

    @Flag(name: .long, help: "Tell me when it can be ordered again.")
    var backInStock = false

    func validate() throws {
        let given = [anyDrop, below != nil, drop != nil, dropBy != nil, backInStock].count { $0 }
        guard given <= 1 else {
            throw ValidationError(
                "Give one of --any-drop, --below, --drop, --drop-by and --back-in-stock, not several."
            )
        }
    }

    /// The rule that was asked for; nil where none was.
    func request() throws -> RuleRequest? {
        if anyDrop { return .anyDrop }
        if backInStock { return .backInStock }
        if let below { return .below(below) }
        if let dropBy { return .dropByAmount(dropBy) }
        guard let drop else { return nil }
        do {
            return try RuleRequest.share(drop)
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }
}
