/// The sections of a file in the form of AWS's shared configuration.
///
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html. A line that begins with a space belongs to
/// a nested setting, of which none is read here.
struct ProfileFile {
    private let sections: [String: [String: String]]

    /// Reads a file's text; lines that have no place in the form are passed over.
    init(_ text: String) {
        var sections: [String: [String: String]] = [:]
        var section = ""
        for line in text.split(whereSeparator: \.isNewline) {
            guard let first = line.first, !first.isWhitespace, first != "#", first != ";" else { continue }
            if first == "[" {
                section = Self.name(line)
                continue
            }
            guard let equals = line.firstIndex(of: "=") else { continue }
            let key = Self.trimmed(line[..<equals]).lowercased()
            sections[section, default: [:]][key] = Self.trimmed(Self.uncommented(line[line.index(after: equals)...]))
        }
        self.sections = sections
    }

    /// The settings of a profile, whether its section is named `[name]` or `[profile name]`; nil where there is none.
    func profile(_ name: String) -> [String: String]? {
        sections["profile \(name)"] ?? sections[name]
    }

    /// The largest file that is read, in bytes.
    static let maximumBytes = 1 << 20

    private static func name(_ line: Substring) -> String {
        let inner = line.dropFirst().prefix { $0 != "]" }
        return inner.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A comment in a line begins behind a space.
    private static func uncommented(_ value: Substring) -> Substring {
        var previous: Character = "="
        for index in value.indices {
            if (value[index] == "#" || value[index] == ";") && previous.isWhitespace { return value[..<index] }
            previous = value[index]
        }
        return value
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
