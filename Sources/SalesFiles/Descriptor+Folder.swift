#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is done in a folder; no name in it is followed where it is a symbolic link.
extension Descriptor {
    /// Opens a folder at a path, which may be a symbolic link, since the operator gave it.
    static func openRoot(_ path: String) throws(FileFailure) -> Descriptor {
        let number = uninterrupted { Int(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) }
        guard number >= 0 else { throw .last(.openingRoot, path) }
        return Descriptor(number: Int32(number), path: path)
    }

    /// Opens a file to read it.
    ///
    /// Where it is no file but a pipe, it does not wait for whoever writes into that.
    func openFile(_ name: String) throws(FileFailure) -> Descriptor {
        try openChild(name, O_RDONLY | O_NONBLOCK, .reading)
    }

    /// Opens a file that somebody may still be writing, to look at its lock.
    func openDraft(_ name: String) throws(FileFailure) -> Descriptor {
        try openChild(name, O_RDWR | O_NONBLOCK, .writing)
    }

    /// Makes a file that was not there, and opens it to write what another name is meant for, by which messages call
    /// it.
    func makeFile(_ name: String, for other: String) throws(FileFailure) -> Descriptor {
        try openChild(name, O_RDWR | O_CREAT | O_EXCL, .writing, path: child(other))
    }

    /// Opens a folder, made if it is missing and shall be.
    func openFolder(_ name: String, isMade: Bool) throws(FileFailure) -> Descriptor {
        if isMade {
            guard mkdirat(number, name, 0o700) == 0 || errno == EEXIST else { throw .last(.makingFolder, child(name)) }
        }
        do throws(FileFailure) {
            return try openChild(name, O_RDONLY | O_DIRECTORY, .openingFolder)
        } catch {
            // Linux calls a symbolic link that it does not follow no folder.
            guard error.reason == .system(ENOTDIR) else { throw error }
            let stands = try kind(of: name)
            throw isMade || stands == .other ? FileFailure(.obstacle, .openingFolder, child(name)) : error
        }
    }

    private func openChild(
        _ name: String,
        _ flags: Int32,
        _ action: FileFailure.Action,
        path: String? = nil
    ) throws(FileFailure) -> Descriptor {
        let number = number
        let path = path ?? child(name)
        let result = Self.uninterrupted { Int(openat(number, name, flags | O_NOFOLLOW | O_CLOEXEC, 0o600)) }
        guard result >= 0 else { throw errno == ELOOP ? FileFailure(.obstacle, action, path) : .last(action, path) }
        return Descriptor(number: Int32(result), path: path)
    }

    /// Gives a file a second name; false where that is taken.
    func link(_ name: String, as other: String) throws(FileFailure) -> Bool {
        if linkat(number, name, number, other, 0) == 0 { return true }
        guard errno == EEXIST else { throw .last(.publishing, child(other)) }
        return false
    }

    /// Takes a name away; what cannot be removed is left to the next write.
    func remove(_ name: String) {
        _ = unlinkat(number, name, 0)
    }

    /// What a name stands for; nil where it is gone.
    func kind(of name: String) throws(FileFailure) -> Kind? {
        var status = stat()
        guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            guard errno == ENOENT else { throw .last(.listing, child(name)) }
            return nil
        }
        return Kind(of: status)
    }

    /// The names in a folder, in no order.
    func names() throws(FileFailure) -> [String] {
        // An opening of its own, since reading a folder moves on in it.
        let copy = openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw .last(.listing, path) }
        guard let stream = fdopendir(copy) else {
            let failure = FileFailure.last(.listing, path)
            close(copy)
            throw failure
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Self.nameBytes) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw .last(.listing, path) }
        return names
    }

    /// The path of a name in it.
    func child(_ name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }

    /// The longest name of a file, with the zero at its end.
    private static var nameBytes: Int { 256 }
}
