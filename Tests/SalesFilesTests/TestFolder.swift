import Foundation
import RunningPrograms

/// A folder of a test's own under the system's folder for temporary files.
struct TestFolder: Sendable {
    let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "sales-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    var path: String { root.path }

    func path(_ name: String) -> String { root.appending(path: name).path }

    /// Writes a file as somebody else would, with the folders that it is in.
    func put(_ name: String, _ text: String = "") throws {
        let file = root.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    /// All names in a folder, hidden ones too.
    func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
    }

    /// The permissions of a file or folder.
    func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    func remove() { try? FileManager.default.removeItem(at: root) }
}

/// Runs a test in a folder of its own, which is removed after it.
func withFolder(_ body: (TestFolder) async throws -> Void) async throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    try await body(folder)
}

/// A disk of two megabytes in memory, which only root can make.
struct SmallDisk {
    let path: String
    private let folder: TestFolder

    init?() async {
        guard let folder = try? TestFolder() else { return nil }
        self.folder = folder
        path = folder.path("disk")
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard await Self.run("mount", "-t", "tmpfs", "-o", "size=2m", "none", path) else {
            folder.remove()
            return nil
        }
    }

    /// Whether this user may mount one.
    static func canBeMade() async -> Bool {
        guard let disk = await SmallDisk() else { return false }
        await disk.remove()
        return true
    }

    /// Runs a test on a disk of its own, which is gone after it.
    static func use(_ body: (SmallDisk) async throws -> Void) async throws {
        guard let disk = await SmallDisk() else { throw CocoaError(.featureUnsupported) }
        do {
            try await body(disk)
        } catch {
            await disk.remove()
            throw error
        }
        await disk.remove()
    }

    /// Lets nobody write on it any more, root included.
    func protect() async -> Bool { await Self.run("mount", "-o", "remount,ro", path) }

    private func remove() async {
        // In a task of its own: a test that its time limit has cancelled removes its disk, too.
        _ = await Task { await Self.run("umount", "-l", path) }.value
        folder.remove()
    }

    private static func run(_ arguments: String...) async -> Bool {
        let ended = try? await FinishedProgram.run(URL(filePath: "/usr/bin/env"), arguments)
        return ended?.status == 0
    }
}
