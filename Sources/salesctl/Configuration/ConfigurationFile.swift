import Foundation
import Yams

/// Checks a configuration file before it is used: every mistake is named with its line, and no key is passed over in
/// silence.
///
/// The values themselves are read by swift-configuration, which gives flags and environment precedence.
enum ConfigurationFile {
    /// Larger files are refused.
    static let maximumBytes = 1 << 20

    /// Reads a file and answers the hosts that it names.
    static func hosts(in path: String) throws(CommandFailure) -> [String] {
        let text = try contents(of: path)
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw CommandFailure(.badData, "\(path)\(place(of: error)): this is no YAML. \(reason(of: error))")
        } catch {
            throw CommandFailure(.badData, "\(path): this is no YAML.")
        }
        guard let root, root != "" else { return [] }
        guard case .mapping = root else {
            throw CommandFailure(.badData, "\(path) line 1: a configuration is a list of keys with values.")
        }
        var hosts: [String] = []
        try walk(root, path: [], file: path, hosts: &hosts)
        return hosts
    }

    /// Whether a file says nothing: no line, or comments only.
    static func isEmpty(_ path: String) throws(CommandFailure) -> Bool {
        try contents(of: path).split(whereSeparator: \.isNewline).allSatisfy { line in
            line.allSatisfy(\.isWhitespace) || line.drop(while: \.isWhitespace).first == "#"
        }
    }

    private static func contents(of path: String) throws(CommandFailure) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(
                .notFound,
                "The configuration file \(path) cannot be read. Is the path right, and may you read it?"
            )
        }
        guard data.count <= maximumBytes else {
            throw CommandFailure(
                .badData,
                "\(path) is \(data.count) bytes long; a configuration has at most \(maximumBytes)."
            )
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.badData, "\(path) is not UTF-8 text.")
        }
        return text
    }

    private static func walk(_ node: Node, path: [String], file: String, hosts: inout [String]) throws(CommandFailure) {
        guard case .mapping(let mapping) = node else { return try check(node, path: path, file: file) }
        for (key, value) in mapping {
            let name = key.string ?? ""
            let inner = path + [name]
            if path == ["hosts"], name != "default" { hosts.append(name.lowercased()) }
            if case .mapping = value, inner.count < 3 {
                try walk(value, path: inner, file: file, hosts: &hosts)
            } else {
                guard SettingKey.entry(for: inner) != nil else {
                    throw CommandFailure(.badData, unknown(inner, line: key.mark?.line, file: file))
                }
                try check(value, path: inner, file: file)
            }
        }
    }

    private static func check(_ node: Node, path: [String], file: String) throws(CommandFailure) {
        guard let key = SettingKey.entry(for: path) else { return }
        let isFitting: Bool
        switch (key.kind, node) {
        case (.list, .sequence(let items)): isFitting = items.allSatisfy { $0.scalar != nil }
        case (.list, .scalar), (_, .sequence), (_, .mapping), (_, .alias): isFitting = false
        case (_, .scalar(let scalar)): isFitting = SettingValue.isFitting(scalar.string, key.kind)
        }
        guard isFitting else {
            let line = node.mark.map { " line \($0.line)" } ?? ""
            throw CommandFailure(
                .badData,
                "\(file)\(line): \(path.joined(separator: ".")) must be \(SettingValue.article(key.kind))."
            )
        }
    }

    private static func unknown(_ path: [String], line: Int?, file: String) -> String {
        let place = line.map { " line \($0)" } ?? ""
        let last = path.last ?? ""
        let near = SettingKey.all.map(\.name).filter { $0.hasSuffix(".\(last)") || $0.hasPrefix("\(last).") }
        let hint = near.isEmpty ? "`salesctl doctor --keys` lists them." : "Did you mean \(near[0])?"
        return "\(file)\(place): there is no key \(path.joined(separator: ".")). \(hint)"
    }

    private static func place(of error: YamlError) -> String {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): " line \(mark.line)"
        case .duplicatedKeysInMapping(_, let context): " line \(context.mark.line)"
        default: ""
        }
    }

    private static func reason(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            "The parser says: \(problem)."
        case .duplicatedKeysInMapping: "A key stands there twice."
        default: ""
        }
    }
}
