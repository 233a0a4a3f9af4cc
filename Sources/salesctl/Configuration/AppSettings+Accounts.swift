import SalesCore

/// What is set of people with accounts.
extension AppSettings {
    /// What is set, as it stands there.
    struct People: Sendable {
        var base: String?
        var secret: SecretFile
        var texts: TextBudget

        /// Whether anything of links is set.
        var isSet: Bool { base != nil || secret.isSet }
    }

    static func people(_ read: SettingReader) throws(CommandFailure) -> People {
        var texts = TextBudget()
        for name in try read.list("texts.countries") ?? [] {
            let country = name.uppercased()
            guard TextBudget.knownCountries.contains(country) else {
                throw read.origins.failure("texts.countries", "names “\(name)”, which is no country: write GB or DE.")
            }
            texts.countries.insert(country)
        }
        if let price = try read.millionths("texts.price") { texts.price = price }
        if let daily = try read.millionths("texts.daily_budget") { texts.daily = daily }
        return People(
            base: try read.text("links.base_url"),
            secret: try SecretFile("links.secret", read),
            texts: texts
        )
    }

    /// The key of links and codes.
    func linkKey() throws(CommandFailure) -> LinkKey {
        guard let text = try people.secret.value(origins) else {
            throw CommandFailure(
                .badData,
                "links.secret is not set. People's links and codes are proved by it. Make one with "
                    + "`openssl rand -base64 48` and put it under links: in the configuration file, as secret or in a file "
                    + "as secret_file, or into SALES_LINKS_SECRET."
            )
        }
        guard let key = LinkKey(bytes: Array(text.utf8)) else {
            throw origins.failure(
                people.secret.setKey,
                "must have at least \(LinkKey.minimumLength) characters; make one with: openssl rand -base64 48"
            )
        }
        return key
    }

    /// The links of messages; nil where they have no place to lead to, or nothing that proves them.
    func links() throws(CommandFailure) -> Links? {
        guard people.secret.isSet, let base = try linkBase() else { return nil }
        return Links(base: base, key: try linkKey())
    }

    /// Where links lead: to the API and the dashboard, unless something else is set; nil where neither is.
    func linkBase() throws(CommandFailure) -> PageURL? {
        guard let base = people.base else { return try webOrigin() }
        let url = try url(base, of: "links.base_url")
        guard url.query == nil, url.absoluteString.utf8.count <= Links.maximumBaseLength else {
            throw origins.failure("links.base_url", "must have no query and at most \(Links.maximumBaseLength) bytes.")
        }
        return url
    }
}
