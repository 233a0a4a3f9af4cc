import Foundation
import SalesCore
import Testing

@testable import salesctl

@Suite("A store whose disk is full")
struct FullDiskTests {
    private static let store = StoreAddress.sqlite(path: "/data/prices.sqlite")
    private static let later = RetryAdvice.later(after: nil)
    /// As a store says it of one request.
    private static let full = StoreError(.full, advice: later, message: "The disk is full; nothing was changed.")
    /// What SQLite says where it has no room to begin.
    private static let unreadable = StoreError(.unavailable, advice: later, message: "disk I/O error")

    @Test("ends every command with 74, and says that what was saved before stays")
    func told() throws {
        let errors: [(any Error, Int64?)] = [
            (Self.full, nil), (Self.full, 1 << 30), (TrackingError.store(Self.full), 4_096),
            (AccountError.store(Self.full), 4_096), (ArchivingError.store(Self.full), 4_096), (Self.unreadable, 4_096),
            (Self.unreadable, 0),
        ]
        for (error, room) in errors {
            let failure = try #require(FullDisk.failure(of: error, at: Self.store, room: room), "\(error)")
            #expect(failure.status == .store)
            #expect(failure.message.contains("The disk of sqlite:/data/prices.sqlite is full"))
            #expect(failure.message.contains("What was saved before stays") && !failure.message.contains("nothing was"))
        }
    }

    @Test("is no other failure")
    func others() {
        for room in [nil, FullDisk.leastRoom, Int64.max] {
            #expect(FullDisk.failure(of: Self.unreadable, at: Self.store, room: room) == nil)
        }
        let locked = StoreError(.locked, advice: Self.later, message: "locked")
        #expect(FullDisk.failure(of: locked, at: Self.store, room: 0) == nil)
        #expect(FullDisk.failure(of: CommandFailure(.usage, "no"), at: Self.store, room: 0) == nil)
        #expect(!FullDisk.hasNoRoom(.memory) && !FullDisk.hasNoRoom(.sqlite(path: "/proc/nowhere/x.sqlite")))
    }

    @Test("is asked where a symbolic link leads, and not where it lies")
    func link() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("salesctl-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let link = folder.appendingPathComponent("prices.sqlite").path
        #expect(FullDisk.room(of: .sqlite(path: link)) != nil, "where there is no file yet, its folder is asked")
        // Nothing can be stored there, which no disk of a folder says.
        try files.createSymbolicLink(atPath: link, withDestinationPath: "/proc/self/status")
        #expect(FullDisk.room(of: .sqlite(path: link)) == nil)
    }

    @Test("is told of a page that is not asked for because the turn at its host could not be noted")
    func turn() {
        let failure = FetchError(.store, advice: Self.later, message: "The turn could not be kept.")
        let look = Look(reading: .failed(reason: "no turn"), failure: failure)
        #expect(FullDisk.exitStatus(of: look, hasNoRoom: true) == .store)
        #expect(FullDisk.exitStatus(of: look, hasNoRoom: false) == .temporary)
        let slow = Look(
            reading: .failed(reason: "slow"),
            failure: FetchError(.timeout, advice: Self.later, message: "")
        )
        #expect(FullDisk.exitStatus(of: slow, hasNoRoom: true) == .temporary)
    }
}
