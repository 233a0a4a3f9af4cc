import SalesCore

/// Turns the text of a setting into its value.
///
/// Pure.
enum SettingValue {
    /// Longer texts are refused.
    static let maximumLength = 4_096
    /// Longer lists are refused.
    static let maximumElements = 100

    /// Whether a text is a value of a kind, within its range.
    static func isFitting(_ text: String, _ kind: SettingKey.Kind) -> Bool {
        switch kind {
        case .text, .secret, .list(nil), .secrets:
            text.count <= maximumLength && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        case .field: text.count <= maximumLength && text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }
        case .path: isFitting(text, .text) && PersonalPath.isKnown(text)
        case .whole(let range): Int(text).map(range.contains) ?? false
        case .number(let range): Double(text).map(range.contains) ?? false
        case .money(let range):
            millionths(text).map { (range.lowerBound * million...range.upperBound * million).contains($0) } ?? false
        case .duration(let range): DurationText(argument: text).map { range.contains($0.duration) } ?? false
        case .timeOfDay: ArchiveSchedule(text) != nil
        case .flag: flag(text) != nil
        case .choice(let words), .list(let words?): words.contains(text.lowercased())
        }
    }

    /// What is wrong with a text as the value of a key; nil where nothing is.
    ///
    /// Texts may be secrets and are not repeated.
    static func fault(of text: String, _ key: SettingKey) -> String? {
        guard !isFitting(text, key.kind) else { return nil }
        switch key.kind {
        case .text, .secret, .secrets: return "must be \(key.kind.words)"
        case .choice(let words), .list(let words?):
            let near = NearestName.of(text.lowercased(), among: words).map { "; perhaps \($0) is meant" }
            return "is “\(PlainText.cut(text, to: shownLength))”, but must be \(key.kind.words)\(near ?? "")"
        default: return "is “\(PlainText.cut(text, to: shownLength))”, but must be \(key.kind.words)"
        }
    }

    /// How much of a wrong value is repeated.
    private static let shownLength = 40

    /// The digits of an amount behind its point: texts are priced in less than cents.
    static let moneyDigits = 6
    private static let million: Int64 = 1_000_000

    /// An amount of money in millionths of its currency; nil where a text is not exactly that.
    static func millionths(_ text: String) -> Int64? { DecimalText.minorUnits(of: text, fractionDigits: moneyDigits) }

    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "on", "yes", "1": true
        case "false", "off", "no", "0": false
        default: nil
        }
    }
}
