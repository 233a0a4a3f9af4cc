extension SettingKey {
    /// Those of people with accounts, and of what their messages may cost.
    static let accounts: [SettingKey] = [
        SettingKey(
            name: "links.base_url",
            kind: .text,
            help: "Where links in messages to people lead, https://alerts.example.org; web.origin, if not given."
        ),
        SettingKey(
            name: "links.secret",
            kind: .secret,
            help: "What links and codes are proved by, at least 32 characters: openssl rand -base64 48."
        ),
        SettingKey(name: "links.secret_file", kind: .path, help: "A file that holds it, in place of links.secret."),
        SettingKey(
            name: "texts.countries",
            kind: .list(nil),
            help: "The countries that texts to people may go to, as GB or DE; none."
        ),
        SettingKey(
            name: "texts.price",
            kind: .money(0...100),
            help: "What one part of a text costs, in the carrier's currency; 0.05."
        ),
        SettingKey(
            name: "texts.daily_budget",
            kind: .money(0...1_000_000),
            help: "What all texts of a day (UTC) may cost, in the carrier's currency, codes half of it; 5."
        ),
    ]
}
