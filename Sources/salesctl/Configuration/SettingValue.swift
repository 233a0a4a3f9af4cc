import Configuration
import Foundation

/// Turns the text of a setting into its value.
enum SettingValue {
    /// Whether a text can be a value of a kind.
    static func isFitting(_ text: String, _ kind: SettingKey.Kind) -> Bool {
        switch kind {
        case .text, .secret, .list: !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        case .whole: Int(text) != nil
        case .number: number(text) != nil
        case .duration: DurationText(argument: text) != nil
        case .flag: flag(text) != nil
        }
    }

    /// What a value of a kind must be, with its article.
    static func article(_ kind: SettingKey.Kind) -> String {
        switch kind {
        case .text, .secret: "a text of one line without control characters"
        case .whole: "a whole number"
        case .number: "a number above 0"
        case .duration: "a duration such as 60s, 5m or 2h"
        case .flag: "true or false"
        case .list: "a list"
        }
    }

    static func number(_ text: String) -> Double? {
        Double(text).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }

    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "on", "yes", "1": true
        case "false", "off", "no", "0": false
        default: nil
        }
    }
}

/// Reads settings by their keys: the environment wins over the file.
struct SettingReader: Sendable {
    let reader: ConfigReader

    func text(_ key: String...) -> String? {
        let isSecret = SettingKey.entry(for: key.flatMap { $0.split(separator: ".").map(String.init) })?.kind == .secret
        return reader.string(forKey: ConfigKey(Self.path(key)), isSecret: isSecret).flatMap { $0.isEmpty ? nil : $0 }
    }

    func list(_ key: String...) -> [String]? {
        reader.stringArray(forKey: ConfigKey(Self.path(key)))
    }

    func duration(_ key: String) throws(CommandFailure) -> Duration? {
        try value(key, .duration) { DurationText(argument: $0)?.duration }
    }

    func whole(_ key: String...) throws(CommandFailure) -> Int? {
        try value(key, .whole) { Int($0) }
    }

    func number(_ key: String...) throws(CommandFailure) -> Double? {
        try value(key, .number, SettingValue.number)
    }

    func flag(_ key: String...) throws(CommandFailure) -> Bool? {
        try value(key, .flag, SettingValue.flag)
    }

    private func value<Value>(_ key: String, _ kind: SettingKey.Kind, _ read: (String) -> Value?) throws(CommandFailure)
        -> Value?
    {
        try value([key], kind, read)
    }

    private func value<Value>(_ key: [String], _ kind: SettingKey.Kind, _ read: (String) -> Value?)
        throws(CommandFailure) -> Value?
    {
        guard let text = reader.string(forKey: ConfigKey(Self.path(key))) else { return nil }
        guard let value = read(text) else {
            let name = key.joined(separator: ".")
            throw CommandFailure(
                .badData,
                "The setting \(name) is “\(text)”, but must be \(SettingValue.article(kind))."
            )
        }
        return value
    }

    /// A key in one piece is split at its dots; the host's name in the middle of three pieces keeps its own.
    private static func path(_ key: [String]) -> [String] {
        key.count == 1 ? key[0].split(separator: ".").map(String.init) : key
    }
}
