#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file or folder, closed when it is let go; calls that a signal interrupts are made again.
struct Descriptor: ~Copyable {
    /// What a name stands for.
    enum Kind: Hashable {
        case file
        case folder
        case other

        init(of status: stat) {
            switch status.st_mode & S_IFMT {
            case S_IFREG: self = .file
            case S_IFDIR: self = .folder
            default: self = .other
            }
        }
    }

    let number: Int32
    /// For messages.
    let path: String

    deinit { close(number) }

    /// Calls until no signal interrupts.
    static func uninterrupted(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    private func status(_ action: FileFailure.Action) throws(FileFailure) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .last(action, path) }
        return status
    }

    /// What it is.
    func kind() throws(FileFailure) -> Kind { Kind(of: try status(.reading)) }

    /// A file's length in bytes.
    func length() throws(FileFailure) -> Int { Int(try status(.reading).st_size) }

    /// Whether a file has a name, so that nobody has removed it since it was made.
    func hasName() throws(FileFailure) -> Bool { try status(.writing).st_nlink > 0 }

    /// Reads into a piece from an offset on; how many bytes that gave, 0 at the file's end.
    func read(into piece: inout [UInt8], at offset: Int) throws(FileFailure) -> Int {
        let number = number
        let count = piece.withUnsafeMutableBytes { room in
            Self.uninterrupted { pread(number, room.baseAddress, room.count, off_t(offset)) }
        }
        guard count >= 0 else { throw .last(.reading, path) }
        return count
    }

    /// Writes a range of bytes at the end, by as many calls as that takes.
    func append(_ bytes: [UInt8], _ range: Range<Int>) throws(FileFailure) {
        let number = number
        var done = range.lowerBound
        while done < range.upperBound {
            let rest = done..<range.upperBound
            let count = bytes.withUnsafeBytes { all in
                let piece = UnsafeRawBufferPointer(rebasing: all[rest])
                return Self.uninterrupted { write(number, piece.baseAddress, piece.count) }
            }
            guard count >= 0 else { throw .last(.writing, path) }
            // Nothing written and no error is what some full devices say.
            guard count > 0 else { throw FileFailure(.system(ENOSPC), .writing, path) }
            done += count
        }
    }

    /// Makes a file outlive a crash of the machine.
    func sync() throws(FileFailure) {
        guard result(ofSyncing: number) == 0 else { throw .last(.syncing, path) }
    }

    /// Makes the names in a folder outlive a crash of the machine.
    ///
    /// Some file systems cannot do it for folders, and say so: nothing more is to be had there.
    func syncNames() throws(FileFailure) {
        guard result(ofSyncing: number) != 0, errno != EINVAL, errno != EOPNOTSUPP else { return }
        throw .last(.syncing, path)
    }

    /// Takes the lock by which others see that a file is still being written; false where somebody has it, or where the
    /// file system has no locks.
    func lock(waits: Bool) -> Bool {
        let number = number
        return Self.uninterrupted { Int(flock(number, waits ? LOCK_EX : LOCK_EX | LOCK_NB)) } == 0
    }
}

private func result(ofSyncing number: Int32) -> Int {
    #if canImport(Darwin)
        // There fsync leaves bytes in the drive's own memory.
        if fcntl(number, F_FULLFSYNC) == 0 { return 0 }
    #endif
    return Descriptor.uninterrupted { Int(fsync(number)) }
}
