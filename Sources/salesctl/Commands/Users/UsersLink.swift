import ArgumentParser
import SalesCore

/// `salesctl users link`.
struct UsersLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Print the links by which a person stops messages, to help them.",
        discussion: """
            Example:
              salesctl users link 2 --product 3
            """
    )

    @Argument(help: "The person's number or e-mail address.")
    var user: String

    @Option(name: .long, help: ArgumentHelp("Also the link of this product.", valueName: "number"))
    var product: String?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let user = try await session.person(user)
            guard let links = try session.accounts().links else {
                throw CommandFailure(.badData, "links.base_url is not set: there is no place that links could lead to.")
            }
            let product = if let product { try await session.product(product).product.id } else { ProductID?.none }
            var rows: [LinkJSON] = []
            for channel in [Channel.email, .sms] {
                guard let urls = links.unsubscribeURLs(for: user, about: product, over: channel) else { continue }
                if let url = urls.product { rows.append(LinkJSON(channel, "this product", url)) }
                rows.append(LinkJSON(channel, "everything", urls.all))
            }
            guard session.format == .table else { return try session.json(rows) }
            guard !rows.isEmpty else { return session.terminal.out("User \(user.id) has no address.") }
            for row in rows { session.terminal.out("\(row.channel), stops \(row.stops): \(row.url)") }
        }
    }
}

/// A link, for programs.
private struct LinkJSON: Encodable {
    let channel: String
    let stops: String
    let url: String

    init(_ channel: Channel, _ stops: String, _ url: PageURL) {
        (self.channel, self.stops, self.url) = (channel.rawValue, stops, url.absoluteString)
    }
}
