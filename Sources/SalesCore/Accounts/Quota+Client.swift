extension Quota {
    /// What is counted of a request of strangers that has letters sent: all of an hour, and those of one client.
    ///
    /// - Parameters:
    ///   - kind: what is asked for; each kind is counted by itself.
    ///   - client: what the client is known by; it is kept as a code only.
    static func requests(
        _ kind: String,
        from client: String?,
        _ key: LinkKey,
        _ settings: Accounts.Settings
    ) -> [Quota] {
        let all = Quota(name: kind, limit: settings.signUps, period: hour)
        guard let client else { return [all] }
        let name = kind + ":" + key.countingName("client", client)
        return [all, Quota(name: name, limit: settings.signUpsPerClient, period: hour)]
    }

    static let hour = Duration.seconds(3_600)
}

extension UserID {
    /// Whom a letter is addressed to that is to nobody: the store drops it, after the same work.
    static let nobody = UserID(rawValue: .max)
}
