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
        completion: .list(Alert.Status.allCases.map(\.rawValue)),
        transform: { text throws in
            guard let status = Alert.Status(rawValue: text) else {
                throw ValidationError(
                    "“\(text)” is no status; there are \(Alert.Status.allCases.map(\.rawValue).joined(separator: ", "))."
                )
            }
            return status
        }
    )
    var status: [Alert.Status] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only those over this channel; may be given several times.", valueName: "channel"),
        transform: { Channel(rawValue: $0.lowercased()) }
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
            guard let kind = Alert.Facts.Kind(rawValue: text.replacing("-", with: "_")) else {
                throw ValidationError("“\(text)” is no kind; there are \(kinds.joined(separator: ", ")).")
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

    private static let kinds = Alert.Facts.Kind.allCases.map(\.rawValue)

    /// The statuses that were named; nil for none.
    var statuses: [Alert.Status]? { status.isEmpty ? nil : status }

    /// Whether anything was chosen.
    var isAny: Bool {
        product != nil || !status.isEmpty || !channel.isEmpty || !kind.isEmpty || since != nil || failure != nil
    }

    /// The alerts that are asked for.
    func query(in session: Session) async throws -> AlertQuery {
        var query = AlertQuery(
            statuses: statuses,
            channels: channel.isEmpty ? nil : channel,
            kinds: kind.isEmpty ? nil : kind,
            since: since.map { session.now - $0.duration },
            failure: failure
        )
        if let product { query.productID = try await session.product(product).product.id }
        return query
    }
}
