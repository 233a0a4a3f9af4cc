import Foundation
import RunningPrograms

/// Takes away the permission to write, in the way that holds for whoever runs the tests: permissions, or for root, whom
/// they do not bind, the immutable attribute of the file system.
enum WriteProtection {
    /// Whether either holds here.
    static func isAvailable() async -> Bool {
        guard isRoot, let folder = try? TestFolder() else { return !isRoot }
        defer { folder.remove() }
        guard (try? await set(true, on: folder.root.path)) != nil else { return false }
        return (try? await set(false, on: folder.root.path)) != nil
    }

    static func set(_ isProtected: Bool, on path: String) async throws {
        if isRoot {
            let chattr = URL(fileURLWithPath: "/usr/bin/chattr")
            let ended = try await FinishedProgram.run(chattr, [isProtected ? "+i" : "-i", path])
            guard ended.status == 0 else { throw CocoaError(.featureUnsupported) }
        } else {
            let mode = isProtected ? 0o500 : 0o700
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
    }

    private static var isRoot: Bool { NSUserName() == "root" }
}
