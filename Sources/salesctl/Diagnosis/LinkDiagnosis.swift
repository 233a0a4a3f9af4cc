import SalesCore

/// Whether people can be sent links and codes; nothing is sent.
enum LinkDiagnosis {
    /// Nothing where nothing is set: an installation for one person needs none.
    static func findings(_ settings: AppSettings) -> [Finding] {
        guard settings.people.isSet else { return [] }
        do {
            _ = try settings.linkKey()
            guard let base = try settings.linkBase() else {
                return [
                    .warning(
                        "links",
                        "Neither links.base_url nor web.origin is set: mails to people carry a code, and no link."
                    )
                ]
            }
            guard base.scheme == .https else {
                return [.warning("links", "\(base) is not https: whoever carries a link can read and use it.")]
            }
            return [.fine("links", "they lead to \(base)")]
        } catch {
            return [.failed("links", CommandFailure(error))]
        }
    }
}
