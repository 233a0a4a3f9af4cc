internal import Foundation

/// Small files that hold credentials.
enum CredentialText {
    /// A file's text; nil where it cannot be read, is longer than the limit, or is no UTF-8.
    static func read(_ path: String, limit: Int) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: limit + 1), data.count <= limit else { return nil }
        return String(data: data, encoding: .utf8)
    }
}
