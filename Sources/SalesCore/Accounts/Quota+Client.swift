extension Quota {
    /// What is counted of sign-ups: all of an hour, and those of one client.
    ///
    /// - Parameter client: what the client is known by; it is kept as a code only.
    static func signUps(from client: String?, _ key: LinkKey, _ settings: Accounts.Settings) -> [Quota] {
        [Quota(name: "sign-ups", limit: settings.signUps, period: hour)] + requests("sign-ups", client, key, settings)
    }

    /// What is counted of requests to sign in: those of one client.
    ///
    /// All together are not: strangers would keep everybody out. They bring letters to addresses that are known, of which
    /// each has a limit of its own.
    /// - Parameter client: as for ``signUps(from:_:_:)``.
    static func signIns(from client: String?, _ key: LinkKey, _ settings: Accounts.Settings) -> [Quota] {
        requests("sign-ins", client, key, settings)
    }

    private static func requests(
        _ kind: String,
        _ client: String?,
        _ key: LinkKey,
        _ settings: Accounts.Settings
    ) -> [Quota] {
        guard let client else { return [] }
        let name = kind + ":" + key.countingName("client", client)
        return [Quota(name: name, limit: settings.signUpsPerClient, period: hour)]
    }

    static let hour = Duration.seconds(3_600)
}

extension UserID {
    /// Whom a letter is addressed to that is to nobody: the store drops it, after the same work.
    static let nobody = UserID(rawValue: .max)
}
