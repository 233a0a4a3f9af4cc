extension Quota {
    /// All names under which something of a person is counted: how often they guessed, how much they were told, what
    /// they asked for, and how often they had pages looked at.
    ///
    /// - Parameter channels: those that they have been told over; those with addresses are there anyway.
    public static func names(of user: UserID, over channels: some Sequence<Channel>) -> [String] {
        let all = Set(channels).union([.email, .sms]).sorted()
        let addressed = all.filter(\.hasAddresses)
        var names = addressed.map { guesses(of: user, on: $0) }
        names += all.map { told(user, over: $0) }
        names += addressed.map { guesses(of: user, on: $0, for: .signIn) }
        names += addressed.map { guesses(of: user, on: $0, isOwn: true) }
        names += addressed.map { guesses(of: user, on: $0, for: .signIn, isOwn: true) }
        names += Wish.allCases.map { wish($0, of: user) }
        return names + [follows(of: user), looks(of: user)]
    }

    /// How often a person asked to follow a product.
    package static func follows(of user: UserID) -> String { "follows:\(user)" }

    /// How often a person had a page looked at to see what would be read.
    package static func looks(of user: UserID) -> String { "looks:\(user)" }

    /// How often the digits are guessed that were sent to an address of a person.
    ///
    /// - Parameter isOwn: whether by themselves, and not by whoever knows the address.
    static func guesses(
        of user: UserID,
        on channel: Channel,
        for aim: DigitGuesses.Aim = .verification,
        isOwn: Bool = false
    ) -> String { "\(isOwn ? "own-" : "")\(aim.rawValue):\(channel):\(user)" }

    /// How many messages a person was told over a channel.
    static func told(_ user: UserID, over channel: Channel) -> String { "told:\(user):\(channel)" }

    /// What a person asks for that costs more than an answer.
    enum Wish: String, CaseIterable {
        /// A message that tries a channel.
        case test = "tests"
        /// A letter that proves an address.
        case verification = "verifications"
        /// Another address.
        case address = "addresses"
        /// All that is kept of them.
        case export = "exports"
    }

    /// How often a person asked for something.
    static func wish(_ wish: Wish, of user: UserID) -> String { "\(wish.rawValue):\(user)" }
}
