public import SalesCore

/// Where an ntfy server is and which of its topics is published to, as one URL: `https://ntfy.sh/my-topic`.
///
/// Whoever knows a topic's name can read and write it, unless the server guards it; it is never described.
public struct NtfyTopic: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Why a URL names no topic.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, as a sentence for people; without the URL.
        public let description: String
    }

    /// The server, to which messages are posted as JSON.
    public let server: PageURL
    /// The topic's name.
    let name: String

    /// Takes a topic's URL apart.
    ///
    /// - Throws: ``Invalid`` where its path is not the name of one topic: 1 to 64 letters, digits, `_` and `-`
    ///   (`https://docs.ntfy.sh/publish/`).
    public init(_ url: PageURL) throws(Invalid) {
        let name = String(url.path.dropFirst())
        guard url.query == nil, Self.isName(name), let server = try? url.resolving("/") else {
            throw Invalid(
                description: "Behind the server's name stands the topic: 1 to \(Self.maximumName) letters, digits, _ "
                    + "and -, as in https://ntfy.sh/my-topic."
            )
        }
        self.server = server
        self.name = name
    }

    private static let maximumName = 64

    private static func isName(_ text: String) -> Bool {
        (1...maximumName).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The server alone.
    public var description: String { "a topic of \(server.authority)" }

    /// Nothing beside the description.
    public var customMirror: Mirror { Mirror(self, children: ["topic": description]) }
}
