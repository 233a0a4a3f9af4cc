internal import Foundation
internal import HTTPTypes
internal import SalesCore

/// Whom an Apprise API server tells: those of a configuration that it keeps, or those of URLs that are sent along.
///
/// Keys and Apprise URLs hold passwords and tokens; they are never described.
public enum AppriseTarget: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Those of a configuration that the server keeps under a key, of them only those with a tag where one is given.
    case configuration(key: String, tag: String?)
    /// Those of Apprise URLs such as `twilio://…`; of none of them the server's own (`APPRISE_STATELESS_URLS`).
    case urls([String])

    /// Whether a text is a configuration's key: 1 to 128 letters, digits, `_` and `-`.
    public static func isKey(_ text: String) -> Bool {
        (1...maximumKey).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static let maximumKey = 128

    /// Where the server is asked, as a path below its own URL.
    var path: String {
        switch self {
        case .configuration(let key, _): "notify/\(key)"
        case .urls: "notify"
        }
    }

    /// What of it may come back in an answer.
    var secrets: [String] {
        switch self {
        case .configuration(let key, _): return [key]
        case .urls(let urls):
            // Which service a URL is for is no secret.
            let parts = urls.flatMap { url in
                url.split { ":/@?&=;,".contains($0) }.dropFirst(url.contains("://") ? 1 : 0).map { String($0) }
            }
            return parts + urls
        }
    }

    /// Which way it is.
    public var description: String {
        switch self {
        case .configuration: "a configuration of the server's"
        case .urls(let urls): urls.isEmpty ? "the server's own URLs" : "\(urls.count) Apprise URLs"
        }
    }

    /// Nothing beside the description.
    public var customMirror: Mirror { Mirror(self, children: ["target": description]) }
}
