import Foundation
import SalesCore
import Yams

/// Checks a configuration file before it is used: every mistake is named with its line, and no key is passed over in
/// silence.
///
/// The values themselves are read by swift-configuration, which gives flags and environment precedence.
enum ConfigurationFile {
    /// Larger files are refused.
    static let maximumBytes = 1 << 20

    /// Where something stands in the file, both counted from 1.
    struct Place: Hashable, Sendable, CustomStringConvertible {
        let line: Int
        let column: Int

        var description: String { "line \(line) column \(column)" }
    }

    /// What a file says beside the values themselves.
    struct Outline: Sendable {
        /// The hosts that it names, as it spells them.
        var hosts: [String] = []
        /// The websites that it defines.
        var websites: [String] = []
        /// Where the value of each key stands.
        var places: [String: Place] = [:]
    }

    /// Reads a file, checks every key and value, and answers what it names and where.
    static func outline(of path: String) throws(CommandFailure) -> Outline {
        let text = try contents(of: path)
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw CommandFailure(.badData, "\(path)\(place(of: error)): this is no YAML. \(reason(of: error))")
        } catch {
            throw CommandFailure(.badData, "\(path): this is no YAML.")
        }
        guard let root, root != "" else { return Outline() }
        guard case .mapping = root else {
            throw CommandFailure(.badData, "\(path) line 1: a configuration is a list of keys with values.")
        }
        var outline = Outline()
        try walk(root, path: [], file: path, &outline)
        return outline
    }

    /// Whether a file says nothing: no line, or comments only.
    static func isEmpty(_ path: String) throws(CommandFailure) -> Bool {
        try contents(of: path).split(whereSeparator: \.isNewline).allSatisfy { line in
            line.allSatisfy(\.isWhitespace) || line.drop(while: \.isWhitespace).first == "#"
        }
    }

    private static func contents(of path: String) throws(CommandFailure) -> String {
        let data: Data
        do {
            data = try InputFile.beginning(of: path, bytes: maximumBytes + 1)
        } catch {
            throw CommandFailure(
                error.status,
                "The configuration file \(path) cannot be read: \(error.words)."
            )
        }
        guard data.count <= maximumBytes else {
            throw CommandFailure(.badData, "\(path) is too long; a configuration has at most \(maximumBytes) bytes.")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.badData, "\(path) is not UTF-8 text.")
        }
        return text
    }

    private static func walk(
        _ node: Node,
        path: [String],
        file: String,
        _ outline: inout Outline
    ) throws(CommandFailure) {
        guard case .mapping(let mapping) = node else { return }
        for (key, value) in mapping {
            let name = key.string ?? ""
            let inner = path + [name]
            if path == ["hosts"], name != "default" { outline.hosts.append(name) }
            if path == ["websites"] { outline.websites.append(name) }
            if value.isNothing, SettingKey.isSection(inner) {
                // A section whose keys are all commented out says nothing.
            } else if case .mapping = value, inner.count < 3 {
                try walk(value, path: inner, file: file, &outline)
            } else {
                guard let entry = SettingKey.entry(for: inner) else {
                    throw CommandFailure(.badData, "\(file)\(place(of: key)): \(unknown(inner))")
                }
                outline.places[inner.joined(separator: ".")] = value.mark.map {
                    Place(line: $0.line, column: $0.column)
                }
                let key = inner.joined(separator: ".")
                if let fault = fault(of: value, entry) {
                    throw CommandFailure(.badData, "\(file)\(place(of: value)): \(key) \(fault).")
                }
                if path.first == "websites",
                    let problem = value.scalar.flatMap({ WebsiteSettings.problem(name, $0.string) })
                {
                    throw CommandFailure(.badData, "\(file)\(place(of: value)): \(key): \(problem).")
                }
            }
            // After its keys: one that is mistyped is not one that is missing.
            if path == ["websites"], let lack = WebsiteSettings.lack(value.mapping?.keys.compactMap(\.string) ?? []) {
                throw CommandFailure(.badData, "\(file)\(place(of: key)): websites.\(name): \(lack)")
            }
        }
    }

    private static func fault(of node: Node, _ key: SettingKey) -> String? {
        switch (key.kind.isList, node) {
        case (true, .sequence(let items)):
            guard items.count <= SettingValue.maximumElements, items.allSatisfy({ $0.scalar != nil }) else { break }
            return items.lazy.compactMap { $0.scalar.flatMap { SettingValue.fault(of: $0.string, key) } }.first
        case (true, .scalar), (_, .sequence), (_, .mapping), (_, .alias): break
        case (false, .scalar(let scalar)): return SettingValue.fault(of: scalar.string, key)
        }
        return "must be \(key.kind.words)"
    }

    private static func unknown(_ path: [String]) -> String {
        let name = path.joined(separator: ".")
        let host = path.count == 3 && path[0] == "hosts" && path[1] != "default" ? path[1] : nil
        let last = path.last ?? ""
        let elsewhere = SettingKey.all.map(\.name).first { $0.hasSuffix(".\(last)") || $0.hasPrefix("\(last).") }
        let websites = path.count == 3 && path[0] == "websites" ? SettingKey.names(ofWebsite: path[1]) : []
        let near = NearestName.of(name, among: SettingKey.names(of: host) + websites) ?? elsewhere
        return "there is no key \(name). "
            + (near.map { "Did you mean \($0)?" } ?? "`salesctl doctor --keys` lists them.")
    }

    private static func place(of node: Node) -> String {
        node.mark.map { " line \($0.line) column \($0.column)" } ?? ""
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

extension Node {
    /// Whether nothing is written there: neither a value nor `null`.
    fileprivate var isNothing: Bool {
        guard case .scalar(let scalar) = self, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }
}
