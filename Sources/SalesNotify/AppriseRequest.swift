internal import Foundation
internal import SalesCore

/// A message as the Apprise API takes it (`/notify` and `/notify/{key}` in its OpenAPI description).
struct AppriseRequest: Encodable {
    private let title: String
    private let body: String
    private let type = "info"
    /// So that what looks like markup in a text is shown as it is.
    private let format = "text"
    private let urls: [String]?
    private let tag: String?

    init(_ message: Message, for target: AppriseTarget) {
        let text = ServiceText(message, maximumTitle: ConsoleNotifier.maximumSubject)
        title = text.title
        body = text.body
        switch target {
        case .configuration(_, let tag): (urls, self.tag) = (nil, tag)
        case .urls(let urls): (self.urls, tag) = (urls.isEmpty ? nil : urls, nil)
        }
    }

    /// The object as UTF-8.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
