import SalesCore
import SalesNotify

/// Web services that carry messages, as the settings' texts name them.
extension AppSettings {
    /// A web hook.
    struct Webhook: Sendable {
        var url: String
        var secret: SecretFile
    }

    /// A topic of an ntfy server.
    struct Ntfy: Sendable {
        var url: String
        var token: SecretFile
        var username: String?
        var password: String?
        var priority: Int
    }

    /// An Apprise API server.
    struct Apprise: Sendable {
        var url: String
        var key: SecretFile
        var tag: String?
        var urls: [String]
        var username: String?
        var password: String?
    }

    static func webhook(_ read: SettingReader) throws(CommandFailure) -> Webhook? {
        let secret = try SecretFile("notify.webhook.secret", read)
        guard let url = try read.text("notify.webhook.url") else {
            guard !secret.isSet else {
                throw read.origins.failure(secret.setKey, "is set, but notify.webhook.url is not.")
            }
            return nil
        }
        return Webhook(url: url, secret: secret)
    }

    static func ntfy(_ read: SettingReader) throws(CommandFailure) -> Ntfy? {
        guard let url = try read.text("notify.ntfy.url") else { return nil }
        let ntfy = Ntfy(
            url: url,
            token: try SecretFile("notify.ntfy.token", read),
            username: try read.text("notify.ntfy.username"),
            password: try read.text("notify.ntfy.password"),
            priority: try read.whole("notify.ntfy.priority") ?? NtfyNotifier.standardPriority
        )
        guard ntfy.username != nil || ntfy.password == nil else {
            throw read.origins.failure("notify.ntfy.password", "is set, but notify.ntfy.username is not.")
        }
        guard !ntfy.token.isSet || ntfy.username == nil else {
            throw read.origins.failure(
                "notify.ntfy.username",
                "is set beside \(ntfy.token.setKey); set only one of them."
            )
        }
        return ntfy
    }

    static func apprise(_ read: SettingReader) throws(CommandFailure) -> Apprise? {
        guard let url = try read.text("notify.apprise.url") else { return nil }
        let apprise = Apprise(
            url: url,
            key: try SecretFile("notify.apprise.key", read),
            tag: try read.text("notify.apprise.tag"),
            urls: try read.list("notify.apprise.urls") ?? [],
            username: try read.text("notify.apprise.username"),
            password: try read.text("notify.apprise.password")
        )
        guard apprise.username != nil || apprise.password == nil else {
            throw read.origins.failure("notify.apprise.password", "is set, but notify.apprise.username is not.")
        }
        guard apprise.urls.isEmpty || !apprise.key.isSet else {
            throw read.origins.failure(
                "notify.apprise.urls",
                "is set beside \(apprise.key.setKey); set only one of them."
            )
        }
        guard apprise.tag == nil || apprise.key.isSet else {
            throw read.origins.failure(
                "notify.apprise.tag",
                "is for what is kept under notify.apprise.key, which is not set."
            )
        }
        return apprise
    }

    /// What web hooks are signed with; nothing where no secret is set.
    func webhookSecrets() throws(CommandFailure) -> [WebhookSecret] {
        guard let secret = webhook?.secret, let text = try secret.value(origins) else { return [] }
        var secrets: [WebhookSecret] = []
        for word in text.split(separator: " ") {
            do {
                secrets.append(try WebhookSecret(String(word)))
            } catch {
                throw origins.failure(secret.setKey, "cannot be used. \(error)")
            }
        }
        guard secrets.count <= Self.maximumSecrets else {
            throw origins.failure(secret.setKey, "holds \(secrets.count) secrets; the most are \(Self.maximumSecrets).")
        }
        return secrets
    }

    /// One takes another's place; nobody needs more.
    private static let maximumSecrets = 4

    /// Where ntfy is published to.
    func ntfyTopic() throws(CommandFailure) -> NtfyTopic {
        guard let ntfy else {
            throw origins.failure("notify.channels", "names ntfy, but notify.ntfy.url is not set.")
        }
        let url = try url(ntfy.url, of: "notify.ntfy.url")
        do {
            return try NtfyTopic(url)
        } catch {
            throw origins.failure("notify.ntfy.url", "cannot be used. \(error)")
        }
    }

    /// Who we are to the ntfy server.
    func ntfyLogin() throws(CommandFailure) -> ServiceLogin {
        guard let ntfy else { return .none }
        if let token = try ntfy.token.value(origins) { return .token(token) }
        return Self.login(ntfy.username, ntfy.password)
    }

    /// The Apprise API server.
    func appriseServer() throws(CommandFailure) -> PageURL {
        guard let apprise else {
            throw origins.failure("notify.channels", "names apprise, but notify.apprise.url is not set.")
        }
        return try url(apprise.url, of: "notify.apprise.url")
    }

    /// Whom the Apprise API server tells.
    func appriseTarget() throws(CommandFailure) -> AppriseTarget {
        guard let apprise, let key = try apprise.key.value(origins) else { return .urls(apprise?.urls ?? []) }
        guard AppriseTarget.isKey(key) else {
            throw origins.failure(apprise.key.setKey, "is no key: those have 1 to 128 letters, digits, _ and -.")
        }
        return .configuration(key: key, tag: apprise.tag)
    }

    /// Who we are to the Apprise API server.
    var appriseLogin: ServiceLogin { Self.login(apprise?.username, apprise?.password) }

    private static func login(_ user: String?, _ password: String?) -> ServiceLogin {
        user.map { .password(user: $0, password: password ?? "") } ?? .none
    }
}
