/// Lists keys in byte order from a place that shows one folder at a time: a disk, or a server whose own order is
/// another.
///
/// Pure: whoever has it lists the folders that it asks for. It holds the entries of one folder a level.
package struct KeyWalk {
    /// What stands in a folder.
    package enum Entry: Hashable, Sendable {
        /// An object, by its whole key.
        case key(String)
        /// A folder, by all that its keys begin with: the slash at its end is part of it and of the order.
        case folder(String)

        var text: String {
            switch self {
            case .key(let text), .folder(let text): text
            }
        }
    }

    private let prefix: String
    private let start: String
    private let size: Int
    /// What is still to be looked at, the next one last.
    private var waiting: [Entry] = []
    private var keys: [String] = []

    /// A walk to one page, for the arguments of ``Archiver/list(prefix:after:limit:)``.
    package init(prefix: String, after token: PageToken?, limit: Int) {
        self.prefix = prefix
        start = token?.text ?? ""
        size = pageSize(limit)
        guard ArchiveLimits.mayBeginKey(prefix) else { return }
        let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
        // What leads out of the place by dots is the beginning of no key.
        if folder.isEmpty || ArchiveLimits.isKey(String(folder.dropLast())) { waiting = [.folder(folder)] }
    }

    /// The folder whose entries are wanted next, `""` for the whole place; nil where the page is complete.
    package mutating func nextFolder() -> String? {
        // One key more than the page has shows that there is another page.
        while keys.count <= size, let entry = waiting.popLast() {
            switch entry {
            case .key(let key):
                if key > start, key.hasPrefix(prefix) { keys.append(key) }
            case .folder(let folder):
                if mayHold(folder) { return folder }
            }
        }
        return nil
    }

    /// Takes the entries of the folder that was asked for last, in any order; what is no key or folder of keys is left
    /// out.
    package mutating func take(_ entries: [Entry]) {
        let known = entries.filter { entry in
            switch entry {
            case .key(let key): ArchiveLimits.isKey(key)
            case .folder(let folder): folder.last == "/" && ArchiveLimits.isKey(String(folder.dropLast()))
            }
        }
        // Keys are ASCII, in which the order of strings is that of bytes.
        waiting += known.sorted { $0.text > $1.text }
    }

    /// What was found.
    package var page: Page<String> {
        let elements = Array(keys.prefix(size))
        let next = keys.count > size ? elements.last.map { PageToken(text: $0) } : nil
        return Page(elements: elements, next: next)
    }

    /// Whether a folder may hold keys that begin with the prefix and come behind the start.
    private func mayHold(_ folder: String) -> Bool {
        (folder.hasPrefix(prefix) || prefix.hasPrefix(folder)) && (folder > start || start.hasPrefix(folder))
    }
}
