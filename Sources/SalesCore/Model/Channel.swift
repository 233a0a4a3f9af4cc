/// A way of reaching a person.
///
/// Open: a notifier of one's own names its own channel.
public struct Channel: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The name, in lower-case letters, digits and `-`.
    public let rawValue: String

    /// The channel of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A line on the terminal that runs the tracker.
    public static let console = Channel(rawValue: "console")
    /// A desktop notification.
    public static let desktop = Channel(rawValue: "desktop")
    /// E-mail.
    public static let email = Channel(rawValue: "email")
    /// A text message.
    public static let sms = Channel(rawValue: "sms")
    /// A signed HTTP request.
    public static let webhook = Channel(rawValue: "webhook")

    /// The name.
    public var description: String { rawValue }

    /// Alphabetical order of the names.
    public static func < (lhs: Channel, rhs: Channel) -> Bool { lhs.rawValue < rhs.rawValue }
}
