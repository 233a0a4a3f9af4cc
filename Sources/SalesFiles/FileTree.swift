internal import SalesCore

/// The folders of an archive, opened part by part, so that no symbolic link leads out of it.
struct FileTree {
    /// The path of the archive's own folder.
    let root: String

    /// Opens the archive's own folder.
    func openRoot() throws(FileFailure) -> Descriptor { try .openRoot(root) }

    /// Opens the folder that a key's file is in; answers it and the file's name.
    ///
    /// - Parameter makesFolders: Whether folders that are missing are made. The names in every folder on the way are
    ///   made durable then, since whoever made them may have crashed before it did so.
    func place(of key: String, makesFolders: Bool) throws(FileFailure) -> Place {
        var parts = key.split(separator: "/").map(String.init)
        let name = parts.popLast() ?? ""
        var folder = try openRoot()
        for part in parts {
            let next = try folder.openFolder(part, isMade: makesFolders)
            if makesFolders { try folder.syncNames() }
            folder = next
        }
        return Place(folder: folder, name: name)
    }

    /// The folder that a file is in, and the file's name in it.
    struct Place: ~Copyable {
        let folder: Descriptor
        let name: String
    }

    /// What stands in a folder that is given by the beginning of its keys, `""` for all; nothing where there is none.
    func entries(of path: String) throws(FileFailure) -> [KeyWalk.Entry] {
        var folder = try openRoot()
        do throws(FileFailure) {
            for part in path.split(separator: "/") {
                let next = try folder.openFolder(String(part), isMade: false)
                folder = next
            }
        } catch {
            // It may be gone since its own folder was read, or be no folder any more.
            guard error.isAbsence || error.reason == .obstacle else { throw error }
            return []
        }
        var entries: [KeyWalk.Entry] = []
        for name in try folder.names() where ArchiveLimits.isKey(path + name) {
            switch try folder.kind(of: name) {
            case .file: entries.append(.key(path + name))
            case .folder: entries.append(.folder("\(path)\(name)/"))
            case .other, nil: break
            }
        }
        return entries
    }
}
