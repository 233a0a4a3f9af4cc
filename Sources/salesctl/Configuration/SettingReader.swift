import Configuration
import SalesCore

/// Reads settings by their keys: the environment wins over the file.
struct SettingReader: Sendable {
    let reader: ConfigReader
    let origins: SettingOrigins
    /// The person's home folder.
    let home: String

    func text(_ key: String...) throws(CommandFailure) -> String? {
        try value(key) { $0.isEmpty ? nil : $0 }
    }

    /// The path of a file, with the person's home folder in place of `~`.
    func path(_ key: String) throws(CommandFailure) -> String? {
        guard let text = try text(key) else { return nil }
        do {
            return try PersonalPath.whole(text, home: home)
        } catch {
            throw origins.failure(key, "cannot be used: \(error.words)")
        }
    }

    func list(_ key: String...) throws(CommandFailure) -> [String]? {
        let path = Self.path(key)
        guard let elements = reader.stringArray(forKey: ConfigKey(path), isSecret: Self.isSecret(path)) else {
            return nil
        }
        guard elements.count <= SettingValue.maximumElements else {
            throw origins.failure(path, "has \(elements.count) elements; the most are \(SettingValue.maximumElements).")
        }
        guard !elements.contains("") else {
            throw origins.failure(
                path,
                "has an empty element. In an environment variable one comma stands between two elements, and none at the end."
            )
        }
        for element in elements { try check(element, path) }
        return elements
    }

    func duration(_ key: String) throws(CommandFailure) -> Duration? {
        try value([key]) { DurationText(argument: $0)?.duration }
    }

    func timeOfDay(_ key: String) throws(CommandFailure) -> ArchiveSchedule? {
        try value([key]) { ArchiveSchedule($0) }
    }

    func whole(_ key: String...) throws(CommandFailure) -> Int? {
        try value(key) { Int($0) }
    }

    func number(_ key: String...) throws(CommandFailure) -> Double? {
        try value(key) { Double($0) }
    }

    /// An amount of money, in millionths.
    func millionths(_ key: String...) throws(CommandFailure) -> Int64? {
        try value(key, SettingValue.millionths)
    }

    func flag(_ key: String...) throws(CommandFailure) -> Bool? {
        try value(key, SettingValue.flag)
    }

    private func value<Value>(_ key: [String], _ read: (String) -> Value?) throws(CommandFailure) -> Value? {
        let path = Self.path(key)
        guard let text = reader.string(forKey: ConfigKey(path), isSecret: Self.isSecret(path)) else { return nil }
        try check(text, path)
        return read(text)
    }

    private func check(_ text: String, _ path: [String]) throws(CommandFailure) {
        guard let key = SettingKey.entry(for: path), let fault = SettingValue.fault(of: text, key) else { return }
        throw origins.failure(path, "\(fault).")
    }

    private static func isSecret(_ path: [String]) -> Bool { SettingKey.entry(for: path)?.kind.isSecret ?? false }

    /// A key in one piece is split at its dots; the host's name in the middle of three pieces keeps its own.
    private static func path(_ key: [String]) -> [String] {
        key.count == 1 ? key[0].split(separator: ".").map(String.init) : key
    }
}
