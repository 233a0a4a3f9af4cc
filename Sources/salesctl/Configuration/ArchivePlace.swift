/// Where an archive is, as `--to`, the environment and the configuration file name it.
enum ArchivePlace: Hashable {
    case folder(path: String)
    case bucket(name: String, prefix: String)

    /// Why a text names no place.
    struct Invalid: Error {
        let words: String
    }

    /// What the help says of it.
    static let help = "file:FOLDER, or s3://BUCKET/PREFIX."

    /// - Parameter home: what `~/` at the beginning of a folder's path means.
    init(_ text: String, home: String) throws(Invalid) {
        if text.hasPrefix(Self.file), text.utf8.count > Self.file.utf8.count {
            do {
                self = .folder(path: try PersonalPath.whole(String(text.dropFirst(Self.file.count)), home: home))
            } catch {
                throw Invalid(words: "The folder of the archive cannot be used: \(error.words)")
            }
        } else if text.hasPrefix(Self.s3), text.utf8.count > Self.s3.utf8.count {
            let rest = text.dropFirst(Self.s3.count)
            let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            self = .bucket(name: String(parts[0]), prefix: parts.count > 1 ? String(parts[1]) : "")
        } else {
            throw Invalid(words: "“\(text)” names no place for an archive. Write \(Self.help)")
        }
    }

    /// As `--to` takes it.
    var shown: String {
        switch self {
        case .folder(let path): Self.file + path
        case .bucket(let name, let prefix): Self.s3 + (prefix.isEmpty ? name : "\(name)/\(prefix)")
        }
    }

    private static let file = "file:"
    private static let s3 = "s3://"
}
