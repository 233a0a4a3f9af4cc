extension Quota {
    /// All names under which something of a person is counted: how often they guessed, and how much they were told.
    ///
    /// - Parameter channels: those that they have been told over; those with addresses are there anyway.
    public static func names(of user: UserID, over channels: some Sequence<Channel>) -> [String] {
        let all = Set(channels).union([.email, .sms]).sorted()
        return all.filter(\.hasAddresses).map { guesses(of: user, on: $0) } + all.map { told(user, over: $0) }
    }

    /// How often a person guesses the digits that were sent to an address of theirs.
    static func guesses(of user: UserID, on channel: Channel) -> String { "guesses:\(channel):\(user)" }

    /// How many messages a person was told over a channel.
    static func told(_ user: UserID, over channel: Channel) -> String { "told:\(user):\(channel)" }
}
