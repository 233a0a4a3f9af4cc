import ArgumentParser
import SalesCore
import SalesWeb

/// `salesctl users link`.
struct UsersLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Print a link that signs you in, or the links by which a person stops messages.",
        discussion: """
            Without a person, or with --sign-in, it is a link to what `serve` serves on this store, good once and for ten \
            minutes: whoever has it is that person.
            Examples:
              salesctl users link
              salesctl users link 2 --sign-in
              salesctl users link 2 --product 3
            """
    )

    @Argument(help: "The person's number or e-mail address; yourself, if not given.")
    var user: String?

    @Flag(name: .long, help: "Print a link that signs the person in.")
    var signIn = false

    @Option(
        name: .long,
        help: ArgumentHelp("Where the link leads, if not to web.origin or web.host and web.port.", valueName: "URL")
    )
    var origin: String?

    @Option(name: .long, help: ArgumentHelp("Also the link of this product.", valueName: "number"))
    var product: String?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    /// Whether it is a link that signs in, and none that stops messages.
    private var signsIn: Bool { signIn || user == nil }

    func validate() throws {
        guard !signsIn || product == nil else {
            throw ValidationError("--product is about links that stop messages: name whose.")
        }
        guard let origin else { return }
        guard signsIn else { throw ValidationError("--origin is about links that sign in.") }
        guard let url = try? PageURL(origin), url.isOrigin else {
            throw ValidationError("--origin \(AppSettings.originAdvice)")
        }
    }

    func run() async throws {
        try await Session.run(options, use: signsIn ? .changing : .reading) { session in
            guard signsIn else { return try await showStops(session) }
            let person = if let user { try await session.person(user).id } else { UserID.local }
            try await showSignIn(person, session)
        }
    }

    private func showSignIn(_ user: UserID, _ session: Session) async throws {
        if case .memory = session.settings.store {
            throw CommandFailure(.usage, "The link is kept in the store, and memory: is gone when this command ends.")
        }
        let link = try await session.accounts(isPrivate: true).signInLink(for: user)
        let web = session.settings.web
        let named = try origin.map { try PageURL($0) } ?? session.settings.webOrigin()
        let place = named?.origin ?? WebService.Address(host: web.host, port: web.port).origin
        guard session.format == .table else {
            return try session.json(
                SignInJSON(user: user.rawValue, url: place + link.path, endsAt: link.endsAt.description)
            )
        }
        session.terminal.out(place + link.path)
        session.terminal.err("It signs user \(user) in once, until \(session.clock.minute(link.endsAt)).")
    }

    private func showStops(_ session: Session) async throws {
        let user = try await session.person(user ?? "")
        guard let links = try session.accounts().links else {
            throw CommandFailure(
                .badData,
                "Neither links.base_url nor web.origin is set: there is no place that links could lead to."
            )
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

/// A link that signs in, for programs.
private struct SignInJSON: Encodable {
    let user: Int64
    let url: String
    let endsAt: String
}

/// A link that stops messages, for programs.
private struct LinkJSON: Encodable {
    let channel: String
    let stops: String
    let url: String

    init(_ channel: Channel, _ stops: String, _ url: PageURL) {
        (self.channel, self.stops, self.url) = (channel.rawValue, stops, url.absoluteString)
    }
}
