import SalesAWS
import SalesCore
import SalesNotify

/// Over which channels people are told.
extension AppSettings {
    /// What somebody should know of how they are told, each a sentence without a capital.
    var channelWarnings: [String] {
        [stopWarning, silenceWarning].compactMap(\.self)
            + idle.map { channel in
                "the channel \(channel) is set up, but not used: add \(channel) to notify.channels to be told over it."
            }
    }

    /// The channels that are set up, and that no alert goes over.
    var idle: [Channel] {
        let ready: [(Channel, Bool)] = [
            (.apprise, apprise != nil), (.email, mail != nil || ses != nil), (.ntfy, ntfy != nil), (.sms, sns != nil),
            (.webhook, webhook != nil),
        ]
        return ready.filter { $0.1 && !channels.contains($0.0) }.map(\.0)
    }

    /// The channels that there are.
    static let channelNames = ["apprise", "console", "desktop", "email", "ntfy", "sms", "webhook"]

    /// What to say where nothing is sent; nil where it is.
    var stopWarning: String? {
        guard isSendingStopped else { return nil }
        let origin = origins.origin(of: ["notify", "enabled"]).map { " (\($0))" } ?? ""
        return
            "SENDING IS STOPPED: notify.enabled is false\(origin). Prices are followed and alerts are kept, but nobody is "
            + "told before it is true again; what is older than a day by then is not told at all."
    }

    /// What to say where no channel is named; nil where one is.
    private var silenceWarning: String? {
        guard channels.isEmpty else { return nil }
        let origin = origins.origin(of: ["notify", "channels"]).map { " (\($0))" } ?? ""
        return "notify.channels is empty\(origin): prices are followed, but nobody will be told."
    }

    /// The channels with where they lead, without secrets.
    var channelDescriptions: [(channel: String, target: String)] {
        channels.map { channel in
            let target =
                switch channel {
                case .email where ses != nil:
                    ses.map { "\($0.to) through Amazon SES in \($0.service.region)" } ?? ""
                case .sms:
                    sns.map { "\($0.to) through Amazon SNS in \($0.service.region)" }
                        ?? "not set up: notify.sms.to is missing"
                case .email:
                    mail.map { "\($0.to) through \($0.host)" }
                        ?? "not set up: notify.email.to and notify.smtp.host are missing"
                case .webhook:
                    (try? webhookURL()).map { Self.place($0) + (webhook?.secret.isSet == true ? ", signed" : "") }
                        ?? "not set up: notify.webhook.url is \(webhook == nil ? "missing" : "no URL")"
                case .ntfy:
                    (try? ntfyTopic()).map { Self.place($0.server) }
                        ?? "not set up: notify.ntfy.url is \(ntfy == nil ? "missing" : "no topic's URL")"
                case .apprise:
                    (try? appriseServer()).map { Self.place($0) + ", " + appriseTargetWords }
                        ?? "not set up: notify.apprise.url is \(apprise == nil ? "missing" : "no URL")"
                case .desktop: "notifications of this desktop"
                case .console: "this terminal"
                default: "unknown"
                }
            return (channel.rawValue, target)
        }
    }

    /// A URL without what may be a secret.
    private static func place(_ url: PageURL) -> String { "\(url.scheme.rawValue)://\(url.authority)/…" }

    private var appriseTargetWords: String {
        guard let apprise else { return "" }
        if apprise.key.isSet { return "what it keeps under a key" }
        return apprise.urls.isEmpty ? "its own URLs" : "\(apprise.urls.count) Apprise URLs"
    }
}
