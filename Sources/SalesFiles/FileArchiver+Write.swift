internal import SalesCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileArchiver {
    /// How a file that is being written begins: with a capital, as no key does.
    static let draftPrefix = ".Draft-"
    /// Bytes that are read or written between two looks at whether the task was cancelled.
    private static let pieceBytes = 1 << 20

    /// A file that is being written.
    private struct Draft: ~Copyable {
        let file: Descriptor
        let name: String
    }

    /// What a name that is taken means for a write; nil where it is free.
    static func compare(
        _ bytes: [UInt8],
        with name: String,
        in folder: borrowing Descriptor
    ) throws(FileFailure) -> ArchiveWrite? {
        guard try folder.kind(of: name) != nil else { return nil }
        let file = try folder.openFile(name)
        guard try file.kind() == .file else { throw FileFailure(.obstacle, .reading, file.path) }
        guard try holds(file, bytes) else { return .conflict }
        // Whoever wrote it may have crashed before its name was durable.
        try file.sync()
        try folder.syncNames()
        return .alreadyThere
    }

    /// Writes a file and gives it its name, if that is still free then.
    static func publish(
        _ bytes: [UInt8],
        as name: String,
        in folder: borrowing Descriptor
    ) throws(FileFailure) -> ArchiveWrite {
        sweep(folder)
        let draft = try makeDraft(of: name, in: folder)
        let isPublished: Bool
        do throws(FileFailure) {
            var done = 0
            while done < bytes.count {
                try FileFailure.checkCancellation(at: folder.child(name))
                let end = min(done + pieceBytes, bytes.count)
                try draft.file.append(bytes, done..<end)
                done = end
            }
            try draft.file.sync()
            isPublished = try folder.link(draft.name, as: name)
        } catch {
            folder.remove(draft.name)
            throw error
        }
        folder.remove(draft.name)
        guard isPublished else {
            // Somebody else was faster, and nobody removes what is in an archive.
            guard let present = try compare(bytes, with: name, in: folder) else {
                throw FileFailure(.changed, .publishing, folder.child(name))
            }
            return present
        }
        try folder.syncNames()
        return .written
    }

    /// A file's bytes.
    static func contents(of file: borrowing Descriptor) throws(FileFailure) -> [UInt8] {
        let length = try file.length()
        guard length <= ArchiveLimits.objectBytes else { throw FileFailure(.tooLarge(length), .reading, file.path) }
        let (number, path) = (file.number, file.path)
        var failure: FileFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { room, count in
            while count < length, failure == nil {
                let piece = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(room)[count..<min(count + pieceBytes, length)]
                )
                let offset = off_t(count)
                let added = Descriptor.uninterrupted { pread(number, piece.baseAddress, piece.count, offset) }
                if added < 0 { failure = .last(.reading, path) }
                if added == 0 { failure = FileFailure(.changed, .reading, path) }
                if Task.isCancelled { failure = FileFailure(.cancelled, .reading, path) }
                count += max(added, 0)
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private static func holds(_ file: borrowing Descriptor, _ bytes: [UInt8]) throws(FileFailure) -> Bool {
        guard try file.length() == bytes.count else { return false }
        var piece = [UInt8](repeating: 0, count: min(pieceBytes, bytes.count))
        var done = 0
        while done < bytes.count {
            try FileFailure.checkCancellation(at: file.path)
            let count = try file.read(into: &piece, at: done)
            guard count > 0, areEqual(piece, bytes, from: done, count: min(count, bytes.count - done)) else {
                return false
            }
            done += count
        }
        return true
    }

    private static func areEqual(_ piece: [UInt8], _ bytes: [UInt8], from start: Int, count: Int) -> Bool {
        piece.withUnsafeBytes { one in
            bytes.withUnsafeBytes { all in
                guard let one = one.baseAddress, let other = all.baseAddress else { return count == 0 }
                return memcmp(one, other + start, count) == 0
            }
        }
    }

    private static func makeDraft(of name: String, in folder: borrowing Descriptor) throws(FileFailure) -> Draft {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<tries {
            let draft = draftPrefix + random.hexadecimal128()
            let file = try folder.makeFile(draft, for: name)
            // On a file system without locks nobody can take it for a left-over, either.
            _ = file.lock(waits: true)
            // Whoever sweeps may have come between the making and the lock.
            if try file.hasName() { return Draft(file: file, name: draft) }
        }
        throw FileFailure(.system(EBUSY), .writing, folder.child(name))
    }

    /// Tries to make a file that another archiver does not sweep away at once; the second has never been needed.
    private static let tries = 8

    /// Removes what writers have left behind that ended while they wrote: nobody holds its lock.
    ///
    /// What cannot be looked at or removed hinders nobody.
    static func sweep(_ folder: borrowing Descriptor) {
        guard let names = try? folder.names() else { return }
        for name in names where name.hasPrefix(draftPrefix) {
            do throws(FileFailure) {
                let file = try folder.openDraft(name)
                if file.lock(waits: false) { folder.remove(name) }
            } catch {
                continue
            }
        }
    }
}
