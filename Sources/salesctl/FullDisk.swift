import Foundation
import SalesCore

/// Whether a command failed because the store's disk has no room, and what is true then.
///
/// A store speaks of the one request that failed. A command makes several, so that what it saved before stays, and SQLite
/// itself calls a full disk an error of reading where it has no room to begin.
enum FullDisk {
    /// With less room than this, in bytes, no store can work: SQLite makes room for the index of its log 32 KiB at a time
    /// (https://www.sqlite.org/walformat.html), and for the log itself beside it.
    static let leastRoom: Int64 = 64 << 10

    /// The failure of a command whose store's disk is full; nil where something else is the reason.
    ///
    /// - Parameter room: the free bytes where the store is; nil where nobody knows.
    static func failure(of error: any Error, at store: StoreAddress, room: Int64?) -> CommandFailure? {
        guard let error = storeError(in: error) else { return nil }
        let hasNoRoom = room.map { $0 < leastRoom } ?? false
        guard error.code == .full || error.code == .unavailable && hasNoRoom else { return nil }
        return CommandFailure(
            .store,
            "The disk of \(store.shown) is full. What was saved before stays, and may be less than was asked for: "
                + "`salesctl list` shows what is tracked. Make room, and give the command again."
        )
    }

    /// The same, with the room that there is.
    static func failure(of error: any Error, at store: StoreAddress) -> CommandFailure? {
        failure(of: error, at: store, room: room(of: store))
    }

    /// Whether the store's file has no room to grow.
    static func hasNoRoom(_ store: StoreAddress) -> Bool { room(of: store).map { $0 < leastRoom } ?? false }

    /// The exit code of a command that needed an offer and got this: that of a full disk where the store had no room to
    /// note the turn at the host.
    static func exitStatus(of look: Look, hasNoRoom: @autoclosure () -> Bool) -> ExitStatus {
        look.failure?.code == .store && hasNoRoom() ? .store : look.exitStatus
    }

    private static func storeError(in error: any Error) -> StoreError? {
        switch error {
        case let error as StoreError: error
        case TrackingError.store(let error): error
        case AccountError.store(let error): error
        case ArchivingError.store(let error): error
        default: nil
        }
    }

    /// The bytes that are free for this user where the store's file is, or where it would be.
    static func room(of store: StoreAddress) -> Int64? {
        guard case .sqlite(let path) = store else { return nil }
        // The file itself first: a symbolic link leads to another disk than that of its folder.
        var place = URL(fileURLWithPath: path)
        var status = statvfs()
        while statvfs(place.path, &status) != 0 {
            guard errno == ENOENT, place.path != "/" else { return nil }
            place.deleteLastPathComponent()
        }
        // What is no disk, such as /proc, has no room and no blocks either.
        guard status.f_blocks > 0 else { return nil }
        let (bytes, overflow) = Int64(clamping: status.f_bavail)
            .multipliedReportingOverflow(by: Int64(clamping: status.f_frsize))
        return overflow ? .max : bytes
    }
}

extension Session {
    /// The exit code of a command that needed an offer and got this.
    func exitStatus(of look: Look) -> ExitStatus {
        FullDisk.exitStatus(of: look, hasNoRoom: FullDisk.hasNoRoom(settings.store))
    }
}
