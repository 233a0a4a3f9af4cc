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
        return ProxyServer(url: try url(proxy, of: "proxy"), user: proxyUsername, password: proxyPassword)
    }

    /// Where alerts are posted.
    func webhookURL() throws(CommandFailure) -> PageURL {
        guard let webhook else {
            throw origins.failure("notify.channels", "names webhook, but notify.webhook.url is not set.")
        }
        return try url(webhook.url, of: "notify.webhook.url")
    }

    /// The addresses that may be reached although they are not public.
    func settingAddresses() throws(CommandFailure) -> [AllowedAddress] {
        var addresses: [AllowedAddress] = []
        for text in allowedAddresses {
            guard let address = AllowedAddress(text) else {
                throw origins.failure("allow_addresses", "names “\(text)”, which \(Self.addressAdvice)")
            }
            addresses.append(address)
        }
        return addresses
    }

    /// What is said of a text that is none, behind it.
    static let addressAdvice = "is no address to allow. Write 127.0.0.1, 127.0.0.1:8080 or [::1]:8080."

    /// Who writes mails.
    func mailSender() throws(CommandFailure) -> MailAddress {
        do {
            return try MailAddress(mailbox: mail?.from ?? "")
        } catch {
            throw origins.failure("notify.smtp.from", "cannot be used. \(error)")
        }
    }

    /// The mail server, entered with the password that is set.
    func mailServer() throws(CommandFailure) -> SMTPServer {
        try mailServer(password: try mail?.password.value(origins))
    }

    /// The mail server.
    func mailServer(password: String?) throws(CommandFailure) -> SMTPServer {
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
