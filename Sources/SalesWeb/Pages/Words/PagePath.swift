import Foundation

/// Paths of ours with what they ask for.
///
/// Pure.
enum PagePath {
    /// A path with a query of those parameters that have a value.
    static func text(_ path: String, _ query: [(name: String, value: String?)]) -> String {
        let parts = query.compactMap { part in part.value.map { "\(escaped(part.name))=\(escaped($0))" } }
        return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
    }

    /// RFC 3986 §2.3: what may stand in a query as it is.
    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
