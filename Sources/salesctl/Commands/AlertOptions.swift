import ArgumentParser
import SalesCore

/// The options that choose alerts; every one that is given must hold.
struct AlertOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Only those about this product.", valueName: "number"))
    var product: String?

    @Option(
        name: .long,
        help:
            "Only those of this status: pending, accepted, dead, expired, suppressed or waiting; may be given several times.",
        completion: .list(statuses),
        transform: { text throws in
            guard let status = Alert.Status(rawValue: text) else {
                throw ValidationError(
                    "“\(text)” is no status; there are \(Self.statuses.joined(separator: ", ")).\(NearestName.question(text, among: Self.statuses))"
                )
            }
            return status
        }
    )
    var status: [Alert.Status] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only those over this channel; may be given several times.", valueName: "channel"),
        transform: { text throws in
            let name = text.lowercased()
            // A store may hold alerts of other programs' channels; only what looks mistyped is refused.
            let near = NearestName.of(name, among: AppSettings.channelNames)
            guard let near, near != name else { return Channel(rawValue: name) }
            throw ValidationError("“\(text)” is no channel. Did you mean \(near)?")
        }
    )
    var channel: [Channel] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only those of this kind: \(kinds.joined(separator: ", ")); may be given several times.",
            valueName: "kind"
        ),
        completion: .list(kinds),
        transform: { text throws in
            let name = text.replacing("-", with: "_").replacing(" ", with: "_")
            guard let kind = Alert.Facts.Kind(rawValue: name) else {
                let question = NearestName.question(name, among: kinds)
                throw ValidationError("“\(text)” is no kind; there are \(kinds.joined(separator: ", ")).\(question)")
            }
            return kind
        }
    )
    var kind: [Alert.Facts.Kind] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only those made within so long, for example 24h or 7d.", valueName: "duration")
    )
    var since: DurationText?

    @Option(
        name: .long,
        help: ArgumentHelp("Only those whose failure holds this text, in any letter case.", valueName: "text")
    )
    var failure: String?

    private static let statuses = Alert.Status.allCases.map(\.rawValue)
    private static let kinds = Alert.Facts.Kind.allCases.map(\.rawValue)

    /// The statuses that were named; nil for none.
    var chosenStatuses: [Alert.Status]? { status.isEmpty ? nil : status }

    /// Whether anything was chosen.
    var isAny: Bool {
        product != nil || !status.isEmpty || !channel.isEmpty || !kind.isEmpty || since != nil || failure != nil
    }

    /// The alerts that are asked for.
    func query(in session: Session) async throws -> AlertQuery {
        var query = AlertQuery(
            statuses: chosenStatuses,
            channels: channel.isEmpty ? nil : channel,
            kinds: kind.isEmpty ? nil : kind,
            since: since.map { session.now - $0.duration },
            failure: failure
        )
        if let product { query.productID = try await session.product(product).product.id }
        return query
    }
}
