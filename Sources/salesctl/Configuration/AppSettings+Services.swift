import SalesCore
import SalesCurl
import SalesNotify

/// What the operator named beside shops, taken from the settings' texts.
extension AppSettings {
    /// Whose certificates are believed.
    func authorities() throws(CommandFailure) -> CertificateAuthorities {
        authoritiesFile == nil ? .system : CertificateAuthorities(file: try AuthoritiesFile.path(self))
    }

    /// The proxy; nil where none is named.
    func proxyServer() throws(CommandFailure) -> ProxyServer? {
        guard let proxy else { return nil }
        do {
            return ProxyServer(url: try PageURL(proxy), user: proxyUsername, password: proxyPassword)
        } catch {
            throw origins.failure("proxy", "cannot be used. \(error)")
        }
    }

    /// Where alerts are posted.
    func webhookURL() throws(CommandFailure) -> PageURL {
        guard let webhook else {
            throw origins.failure("notify.channels", "names webhook, but notify.webhook.url is not set.")
        }
        do {
            return try PageURL(webhook.url)
        } catch {
            throw origins.failure("notify.webhook.url", "cannot be used. \(error)")
        }
    }

    /// The mail server.
    func mailServer() throws(CommandFailure) -> SMTPServer {
        guard let mail else {
            throw origins.failure(
                "notify.channels",
                "names email, but notify.smtp.host and notify.email.to are not set."
            )
        }
        guard let security = SMTPServer.Security(rawValue: mail.security) else {
            throw origins.failure("notify.smtp.security", "must be starttls, tls or none.")
        }
        do {
            _ = try MailAddress(mail.to)
        } catch {
            throw origins.failure("notify.email.to", "cannot be used. \(error)")
        }
        let password = try mail.password.value(origins)
        do {
            return try SMTPServer(
                host: mail.host,
                port: mail.port,
                security: security,
                user: mail.username,
                password: password
            )
        } catch {
            throw origins.failure("notify.smtp.host", "cannot be used. \(error)")
        }
    }
}
