import Foundation

/// Takes away the permission to write, in the way that holds for whoever runs the tests: permissions, or for root, whom
/// they do not bind, the immutable attribute of the file system.
enum WriteProtection {
    /// Whether either holds here.
    static let isAvailable: Bool = {
        guard isRoot, let folder = try? TestFolder() else { return !isRoot }
        defer { folder.remove() }
        guard (try? set(true, on: folder.root.path)) != nil else { return false }
        return (try? set(false, on: folder.root.path)) != nil
    }()

    static func set(_ isProtected: Bool, on path: String) throws {
        if isRoot {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/chattr")
            process.arguments = [isProtected ? "+i" : "-i", path]
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
        } else {
            let mode = isProtected ? 0o500 : 0o700
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
    }

    private static var isRoot: Bool { NSUserName() == "root" }
}
