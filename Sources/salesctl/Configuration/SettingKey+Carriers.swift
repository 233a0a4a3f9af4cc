import SalesNotify

extension SettingKey {
    /// Those of how messages are carried, beside a mail server and a web hook's URL.
    static let carriers: [SettingKey] = [
        SettingKey(
            name: "notify.enabled",
            kind: .flag,
            help: "Whether alerts are sent at all; true. If not, they wait and nobody is told."
        ),
        file(of: "notify.smtp.password"),
        SettingKey(
            name: "notify.webhook.secret",
            kind: .secret,
            help:
                "What requests are signed with, whsec_…; two with a space between them while one takes the other's place."
        ),
        file(of: "notify.webhook.secret"),
        SettingKey(
            name: "notify.ntfy.url",
            kind: .secret,
            help: "The ntfy server and topic, for example https://ntfy.sh/my-topic."
        ),
        SettingKey(name: "notify.ntfy.token", kind: .secret, help: "The access token for the topic, if it is guarded."),
        file(of: "notify.ntfy.token"),
        SettingKey(
            name: "notify.ntfy.username",
            kind: .text,
            help: "The user name for the topic, in place of a token."
        ),
        SettingKey(name: "notify.ntfy.password", kind: .secret, help: "The password for the topic."),
        SettingKey(
            name: "notify.ntfy.priority",
            kind: .whole(NtfyNotifier.priorities),
            help: "How urgent alerts are, from 1, without a sound, to 5; \(NtfyNotifier.standardPriority)."
        ),
        SettingKey(
            name: "notify.apprise.url",
            kind: .text,
            help: "The Apprise API server, for example http://127.0.0.1:8000."
        ),
        SettingKey(
            name: "notify.apprise.key",
            kind: .secret,
            help: "The key under which the server keeps whom to tell."
        ),
        file(of: "notify.apprise.key"),
        SettingKey(
            name: "notify.apprise.tag",
            kind: .text,
            help: "Of those under the key only the ones with this tag; all of them."
        ),
        SettingKey(
            name: "notify.apprise.urls",
            kind: .secrets,
            help: "Whom to tell as Apprise URLs, in place of a key; without either, the server's own."
        ),
        SettingKey(
            name: "notify.apprise.username",
            kind: .text,
            help: "The user name at the server, if it asks for one."
        ),
        SettingKey(name: "notify.apprise.password", kind: .secret, help: "The password at the server."),
    ]

    /// The key of a file in place of a secret.
    private static func file(of key: String) -> SettingKey {
        SettingKey(name: "\(key)_file", kind: .path, help: "A file that holds it, in place of \(key).")
    }
}
