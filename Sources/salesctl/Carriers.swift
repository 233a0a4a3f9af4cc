import SalesCore
import SalesCurl
import SalesNotify

/// Makes the notifiers of the channels that the settings name.
struct Carriers {
    let settings: AppSettings
    let terminal: Terminal
    let format: GlobalOptions.Format
    /// For what the operator named.
    let engine: CurlEngine

    /// One for each channel.
    func all() throws -> [any Notifier] {
        try settings.channels.map { try notifier(for: $0) }
    }

    /// The notifier of a channel.
    func notifier(for channel: Channel) throws -> any Notifier {
        switch channel {
        case .console: console
        case .desktop: DesktopNotifier()
        case .email: AddressedNotifier(inner: try settings.ses.map(ses) ?? mail(), recipient: settings.recipient)
        case .sms: AddressedNotifier(inner: try sns(), recipient: settings.recipient)
        case .webhook: try webhook()
        case .ntfy: try ntfy()
        case .apprise: try apprise()
        default:
            throw settings.origins.failure(
                "notify.channels",
                "names “\(channel)”, which is no channel. There are \(AppSettings.channelNames.joined(separator: ", "))."
            )
        }
    }

    /// Standard output is for people here; where programs read JSON from it, the words go to standard error.
    private var console: ConsoleNotifier {
        ConsoleNotifier { [terminal, stream = format == .json ? StandardStream.errors : .output] line in
            try await terminal.tell(line, to: stream)
        }
    }

    private func mail() throws -> SMTPNotifier {
        SMTPNotifier(
            server: try settings.mailServer(),
            from: try settings.mailSender(),
            mail: CurlMail(authorities: try settings.authorities())
        )
    }

    /// What asks services that the operator named.
    func client() throws -> CurlHTTPClient {
        var options = try settings.curlOptions()
        // The proxy is for pages: a hook is often in the operator's own network, and its path a secret.
        options.proxy = nil
        return CurlHTTPClient(engine: engine, options: options)
    }

    private func webhook() throws -> WebhookNotifier {
        WebhookNotifier(
            url: try settings.webhookURL(),
            secrets: try settings.webhookSecrets(),
            client: try client()
        )
    }

    private func ntfy() throws -> NtfyNotifier {
        NtfyNotifier(
            topic: try settings.ntfyTopic(),
            login: try settings.ntfyLogin(),
            priority: settings.ntfy?.priority ?? NtfyNotifier.standardPriority,
            client: try client()
        )
    }

    private func apprise() throws -> AppriseNotifier {
        let (server, target) = (try settings.appriseServer(), try settings.appriseTarget())
        do {
            return try AppriseNotifier(
                server: server,
                target: target,
                login: settings.appriseLogin,
                client: try client()
            )
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw settings.origins.failure("notify.apprise.url", "cannot be used. \(error)")
        }
    }
}
