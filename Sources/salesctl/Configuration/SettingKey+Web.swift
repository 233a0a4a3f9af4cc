import SalesWeb

extension SettingKey {
    /// Those of the API and the dashboard.
    static let web: [SettingKey] = [
        SettingKey(
            name: "web.host",
            kind: .text,
            help: "The name or address of this machine that `serve` listens at; \(standardAddress.host)."
        ),
        SettingKey(
            name: "web.port",
            kind: .whole(0...65_535),
            help: "The port that `serve` listens at, 0 for any that is free; \(standardAddress.port)."
        ),
        SettingKey(
            name: "web.origin",
            kind: .text,
            help: "Where people reach it, for example https://sales.example; links.base_url too, if that is not set."
        ),
        SettingKey(
            name: "web.registration",
            kind: .choice(WebSettings.Registration.allCases.map(\.rawValue)),
            help: "Who gets an account: whom you add, whom an admin invites as well, or everybody; closed."
        ),
        SettingKey(
            name: "web.private",
            kind: .flag,
            help: "Whether it serves you alone; true on this machine without web.origin, else false."
        ),
        SettingKey(
            name: "web.trusted_proxies",
            kind: .list(nil),
            help: "The proxies that say from whom a request is, as addresses or networks: 10.0.0.0/8; none."
        ),
        SettingKey(
            name: "web.products_per_person",
            kind: .whole(1...1_000_000),
            help: "How many products a person follows at most; \(PersonLimits().products)."
        ),
        SettingKey(
            name: "web.adds_per_hour",
            kind: .whole(1...1_000_000),
            help: "How many products a person adds in an hour at most; \(PersonLimits().addsPerHour)."
        ),
        SettingKey(
            name: "web.shortest_interval",
            kind: .duration(.seconds(1) ... .seconds(604_800)),
            help: "The shortest interval that a person may name; \(DurationText.text(PersonLimits().shortestInterval))."
        ),
    ]

    private static let standardAddress = WebService.Address()
}
