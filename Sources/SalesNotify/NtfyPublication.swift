internal import Foundation
internal import SalesCore

/// A message as ntfy takes it (`https://docs.ntfy.sh/publish/#publish-as-json`).
struct NtfyPublication: Encodable {
    private let topic: String
    private let title: String
    private let message: String
    private let tags: [String]
    private let priority: Int
    private let click: String?
    private let sequence: String

    init(_ message: Message, topic: String, priority: Int) {
        self.topic = topic
        self.priority = priority
        let text = ServiceText(message, maximumTitle: Self.maximumTitle)
        title = text.title
        self.message = Self.cut(text.body, to: Self.maximumMessageBytes)
        tags = message.facts.first.map { [Self.tag($0.kind)] } ?? []
        click = message.facts.first?.url.absoluteString
        sequence = String(MIMEMessage.token(message.id.rawValue).prefix(Self.maximumSequence))
    }

    private enum CodingKeys: String, CodingKey {
        case topic, title, message, tags, priority, click
        case sequence = "sequence_id"
    }

    /// The object as UTF-8.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// The characters of a title that are sent.
    private static let maximumTitle = 250
    /// Of longer messages ntfy makes a file (`https://docs.ntfy.sh/publish/#limitations`).
    static let maximumMessageBytes = 4_096
    /// The most characters of a sequence's name.
    private static let maximumSequence = 64

    /// The name of a picture that stands before the title (`https://docs.ntfy.sh/emojis/`).
    private static func tag(_ kind: Alert.Facts.Kind) -> String {
        switch kind {
        case .drop: "chart_with_downwards_trend"
        case .backInStock: "package"
        case .currencyChanged: "currency_exchange"
        case .changed: "bar_chart"
        case .standing: "bell"
        case .soldOut: "no_entry"
        case .gone: "wave"
        case .broken: "warning"
        case .worksAgain: "white_check_mark"
        }
    }

    /// The beginning of a text within some bytes, without a part of a character.
    private static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var bytes = 0
        let kept = text.prefix { character in
            bytes += character.utf8.count
            return bytes <= limit - ellipsis.utf8.count
        }
        return kept + ellipsis
    }

    private static let ellipsis = "…"
}
