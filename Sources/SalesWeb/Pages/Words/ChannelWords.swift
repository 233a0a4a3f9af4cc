import SalesCore

/// Channels by the names that people know them by.
///
/// Pure.
enum ChannelWords {
    static func name(_ channel: Channel) -> String {
        switch channel {
        case .email: "E-mail"
        case .sms: "Text message"
        case .console: "Terminal"
        case .desktop: "Desktop"
        case .webhook: "Webhook"
        default: ProductWords.capital(ForeignText.line(channel.rawValue, limit: longestName))
        }
    }

    private static let longestName = 40
}
