import Foundation

/// JSON as it may stand inside a `<script>` element.
enum ScriptJSON {
    /// Encodes with sorted keys, and with `<` as an escape so that no text can end the script (HTML §4.12.1.3).
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "{}" }
        return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003c")
    }
}
