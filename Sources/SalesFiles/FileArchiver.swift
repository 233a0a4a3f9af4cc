public import SalesCore

/// An archive in a folder: an object is a file whose path in the folder is its key.
///
/// Any number of archivers in any number of programs may use one folder. A file is written beside its name, made
/// durable and then given its name by a hard link, which fails where the name is taken: of all ways to publish a file
/// this one neither overwrites nor leaves half, on every file system that has hard links (ext4, XFS, Btrfs, ZFS, tmpfs,
/// NFS). A rename that refuses to overwrite would need a system call that NFS and older file systems do not have. File
/// systems without hard links (FAT, exFAT) are refused with a sentence.
///
/// The folder must be there, since one that is missing may be a disk that is not mounted. Folders in it are made as
/// they are needed, for this user alone (0700), files as well (0600). No symbolic link in the folder is followed. What
/// is no key (``SalesCore/ArchiveLimits/isKey(_:)``) and what is no regular file is left alone and not listed.
///
/// A program that ends while it writes leaves a file whose name begins with `.Draft-`, which no key does. The next
/// write into the same folder removes it, unless the program that writes it still holds its lock (`flock`).
///
/// Calls follow one another on a queue of the archiver's own, and look up between pieces of a megabyte whether their
/// task was cancelled. In memory are the object and a megabyte.
public actor FileArchiver: Archiver {
    private nonisolated let executor = QueueExecutor(label: "SalesFiles.archiver")

    /// Where calls run: on a thread that may wait for a disk.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The folder's path.
    public nonisolated let folder: String

    /// An archive in a folder that is there already.
    ///
    /// Nothing is opened before the first call.
    public init(folder: String) {
        self.folder = folder
    }

    /// Writes an object if the key is free; see ``SalesCore/Archiver/write(_:to:)``.
    ///
    /// - Throws: ``SalesCore/ArchiveErrorCode/full``, ``SalesCore/ArchiveErrorCode/denied``,
    ///   ``SalesCore/ArchiveErrorCode/unavailable`` where the folder or the disk is not there or fails,
    ///   ``SalesCore/ArchiveErrorCode/foreign`` where something that is no file is in the way,
    ///   ``SalesCore/ArchiveErrorCode/invalidArgument`` and ``SalesCore/ArchiveErrorCode/cancelled``.
    public func write(_ bytes: [UInt8], to key: String) throws(ArchiveError) -> ArchiveWrite {
        try ArchiveLimits.check(bytes, for: key)
        do throws(FileFailure) {
            let place = try FileTree(root: folder).place(of: key, makesFolders: true)
            if let present = try Self.compare(bytes, with: place.name, in: place.folder) {
                // Whoever gave it its name may have ended before it removed the draft's.
                Self.sweep(place.folder)
                return present
            }
            return try Self.publish(bytes, as: place.name, in: place.folder)
        } catch {
            throw ArchiveError(error)
        }
    }

    /// The bytes of an object, or nil.
    ///
    /// - Throws: as ``write(_:to:)``; ``SalesCore/ArchiveErrorCode/corrupt`` for a file that is larger than any object.
    public func read(_ key: String) throws(ArchiveError) -> [UInt8]? {
        guard ArchiveLimits.isKey(key) else { return nil }
        do throws(FileFailure) {
            let place = try FileTree(root: folder).place(of: key, makesFolders: false)
            let file = try place.folder.openFile(place.name)
            switch try file.kind() {
            case .file: return try Self.contents(of: file)
            case .folder: return nil
            case .other: throw FileFailure(.obstacle, .reading, file.path)
            }
        } catch {
            guard !error.isAbsence else { return nil }
            throw ArchiveError(error)
        }
    }

    /// The keys that begin with a prefix, in byte order; see ``SalesCore/Archiver/list(prefix:after:limit:)``.
    ///
    /// - Throws: as ``read(_:)``.
    public func list(
        prefix: String,
        after token: PageToken?,
        limit: Int
    ) throws(ArchiveError) -> Page<String> {
        try ArchiveLimits.check(token)
        var walk = KeyWalk(prefix: prefix, after: token, limit: limit)
        do throws(FileFailure) {
            let tree = FileTree(root: folder)
            // A folder that is gone is told, also where no key can begin so.
            _ = try tree.openRoot()
            while let path = walk.nextFolder() {
                try FileFailure.checkCancellation(at: folder)
                walk.take(try tree.entries(of: path))
            }
            return walk.page
        } catch {
            throw ArchiveError(error)
        }
    }
}
