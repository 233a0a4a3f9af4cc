import Foundation

/// A secret that stands in the settings, or in a file that they name: as systemd and containers hand secrets over.
struct SecretFile: Sendable {
    /// The secret's own key; that of the file ends with `_file`.
    let key: String
    /// What stands in the settings.
    let text: String?
    /// The file.
    let path: String?

    /// Reads what the settings say of a secret; the file itself is not read yet.
    init(_ key: String, _ read: SettingReader) throws(CommandFailure) {
        self.key = key
        text = try read.text(key)
        path = try read.path(key + "_file")
        guard text == nil || path == nil else {
            throw read.origins.failure(key + "_file", "is set beside \(key); set only one of them.")
        }
    }

    /// Whether there is one.
    var isSet: Bool { text != nil || path != nil }

    /// The key that somebody set, to complain about.
    var setKey: String { path == nil ? key : key + "_file" }

    /// The secret without white space around it; nil where none is set.
    func value(_ origins: SettingOrigins) throws(CommandFailure) -> String? {
        guard let path else { return text }
        let data: Data
        do {
            data = try InputFile.beginning(of: path, bytes: Self.maximumBytes + 1)
        } catch {
            throw origins.failure(setKey, "names \(path), which cannot be read: \(error.words).", error.status)
        }
        guard data.count <= Self.maximumBytes, let text = String(data: data, encoding: .utf8) else {
            throw origins.failure(
                setKey,
                "names \(path), which is no secret: a text of at most \(Self.maximumBytes) bytes in UTF-8."
            )
        }
        let words = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        let value = words.filter { !$0.isEmpty }.joined(separator: " ")
        guard !value.isEmpty, !value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw origins.failure(setKey, "names \(path), which is empty or holds control characters.")
        }
        return value
    }

    /// As long as a secret in the settings may be.
    private static let maximumBytes = SettingValue.maximumLength
}
