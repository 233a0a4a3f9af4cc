import SalesCore

/// Over which channels people are told.
extension AppSettings {
    /// What somebody should know of how they are told, each a sentence without a capital.
    var channelWarnings: [String] {
        (silenceWarning.map { [$0] } ?? [])
            + idle.map { channel in
                "the channel \(channel) is set up, but not used: add \(channel) to notify.channels to be told over it."
            }
    }

    /// The channels that are set up, and that no alert goes over.
    var idle: [Channel] {
        let ready = (mail == nil ? [] : [Channel.email]) + (webhook == nil ? [] : [.webhook])
        return ready.filter { !channels.contains($0) }
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
                case .email:
                    mail.map { "\($0.to) through \($0.host)" }
                        ?? "not set up: notify.email.to and notify.smtp.host are missing"
                case .webhook:
                    (try? webhookURL()).map { "\($0.scheme.rawValue)://\($0.authority)/…" }
                        ?? "not set up: notify.webhook.url is \(webhook == nil ? "missing" : "no URL")"
                case .desktop: "notifications of this desktop"
                case .console: "this terminal"
                default: "unknown"
                }
            return (channel.rawValue, target)
        }
    }
}
