public import SalesCore

extension Channel {
    /// A push notification by an ntfy server.
    public static let ntfy = Channel(rawValue: "ntfy")
    /// Whatever an Apprise API server reaches: a hundred services, text messages among them.
    public static let apprise = Channel(rawValue: "apprise")
}
