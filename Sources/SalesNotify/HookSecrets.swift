internal import Foundation
internal import HTTPTypes
internal import SalesCore

/// What of a web hook's URL and fields may be a secret, to be taken out of a text that the service wrote.
///
/// The path, the query, their parts, and the values of fields, as they were sent and without their escapes.
struct HookSecrets: Sendable {
    /// From the longest to the shortest, so that a part leaves nothing of the whole behind.
    private let texts: [String]
    /// The bytes of the longest of them; 0 where there is none.
    let longest: Int

    /// Shorter parts are words such as `v1` that guess nothing; the path as a whole is taken out whatever its length.
    private static let shortestPart = 4

    /// What a URL and fields hold.
    init(url: PageURL, fields: HTTPFields) {
        let query = url.query ?? ""
        let parts = url.path.split(separator: "/") + query.split { "&=;".contains($0) }
        let values = fields.map(\.value)
        let words = values.flatMap { $0.split(whereSeparator: \.isWhitespace) }
        let wholes = (url.path.count > 1 ? [url.path] : []) + (query.isEmpty ? [] : [query])
        self.init(parts: (parts + words).map(String.init) + values, wholes: wholes)
    }

    /// - Parameters:
    ///   - parts: texts that are left where they are short.
    ///   - wholes: texts that are taken out whatever their length.
    init(parts: [String], wholes: [String] = []) {
        var found = Set(parts.filter { $0.count >= Self.shortestPart } + wholes)
        found.formUnion(found.compactMap(\.removingPercentEncoding))
        // As JSON may write a path.
        found.formUnion(found.filter { $0.contains("/") }.map { $0.replacing("/", with: "\\/") })
        longest = found.map(\.utf8.count).max() ?? 0
        texts = found.filter { !$0.isEmpty }.sorted { ($0.count, $1) > ($1.count, $0) }
    }

    /// The text with `…` in place of each secret, in whatever case it is written.
    func removed(from text: String) -> String {
        texts.reduce(text) { text, secret in
            text.replacingOccurrences(of: secret, with: "…", options: [.caseInsensitive, .literal])
        }
    }
}
