import Foundation

/// A disk of two megabytes in memory, which only root can make.
public struct SmallDisk: Sendable {
    /// Where it is mounted.
    public let path: String
    private let root: URL

    private init?(owner: String?) async {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("sales-disk-\(UUID().uuidString)")
        path = root.appendingPathComponent("disk").path
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard await Self.run("mount", "-t", "tmpfs", "-o", "size=2m", "none", path) else {
            try? FileManager.default.removeItem(at: root)
            return nil
        }
        if let owner { _ = await Self.run("chown", owner, path) }
    }

    /// Whether this user may mount one.
    public static func canBeMade() async -> Bool {
        guard let disk = await SmallDisk(owner: nil) else { return false }
        await disk.remove()
        return true
    }

    /// Runs a test on a disk of its own, which is gone after it.
    ///
    /// - Parameter owner: whose it is, as `chown` has it; this user's, if not given.
    public static func use(owner: String? = nil, _ body: (SmallDisk) async throws -> Void) async throws {
        guard let disk = await SmallDisk(owner: owner) else { throw CocoaError(.featureUnsupported) }
        do {
            try await body(disk)
        } catch {
            await disk.remove()
            throw error
        }
        await disk.remove()
    }

    /// Lets nobody write on it any more, root included.
    public func protect() async -> Bool { await Self.run("mount", "-o", "remount,ro", path) }

    /// Makes room.
    public func grow() async -> Bool { await Self.run("mount", "-o", "remount,size=64m", path) }

    private func remove() async {
        // In a task of its own: a test that its time limit has cancelled removes its disk, too.
        _ = await Task { await Self.run("umount", "-l", path) }.value
        try? FileManager.default.removeItem(at: root)
    }

    private static func run(_ arguments: String...) async -> Bool {
        let ended = try? await FinishedProgram.run(URL(fileURLWithPath: "/usr/bin/env"), arguments)
        return ended?.status == 0
    }
}
