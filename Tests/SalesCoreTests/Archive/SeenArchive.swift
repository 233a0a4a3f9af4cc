import Logging
import SalesTesting
import Synchronization

@testable import SalesCore

/// An archiver of which each call is seen when it is done.
struct SeenArchiver: Archiver {
    let inner: any Archiver
    let done: ArchiveHook

    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite {
        let result = try await inner.write(bytes, to: key)
        await done(.write(key))
        return result
    }

    func read(_ key: String) async throws(ArchiveError) -> [UInt8]? {
        let bytes = try await inner.read(key)
        await done(.read(key))
        return bytes
    }

    func list(prefix: String, after token: PageToken?, limit: Int) async throws(ArchiveError) -> Page<String> {
        try await inner.list(prefix: prefix, after: token, limit: limit)
    }
}

/// Takes the ledger over when a worker's call of a number is done, and sees what that worker still does.
final class Usurper: Sendable {
    private struct State {
        var calls = 0
        var token: ArchiveToken?
        var later: [ArchiveCall] = []
    }

    private let rig: ArchiveRig
    private let number: Int
    private let state = Mutex(State())

    /// - Parameter number: after which call, from 1; nil for never.
    init(of rig: ArchiveRig, after number: Int?) {
        self.rig = rig
        self.number = number ?? .max
    }

    /// How many calls there were.
    var calls: Int { state.withLock { $0.calls } }
    /// The lease that was taken; nil before.
    var token: ArchiveToken? { state.withLock { $0.token } }
    /// What was done when the lease was another's already.
    var later: [ArchiveCall] { state.withLock { $0.later } }

    func see(_ call: ArchiveCall) async {
        let isItsTurn = state.withLock { state in
            state.calls += 1
            if state.token != nil { state.later.append(call) }
            return state.calls == number
        }
        guard isItsTurn else { return }
        rig.clock.advance(by: PriceArchive.Settings().lease + .seconds(1))
        let token = try? await rig.store.claimArchive(lease: .seconds(86_400))
        state.withLock { $0.token = token }
    }
}

/// What an archive told of its progress.
final class ToldProgress: Sendable {
    private let list = Mutex<[ArchiveProgress]>([])

    func add(_ progress: ArchiveProgress) { list.withLock { $0.append(progress) } }

    /// What was told since the last call.
    func take() -> [ArchiveProgress] {
        list.withLock { list in
            defer { list = [] }
            return list
        }
    }
}

extension ArchiveRig {
    /// More than any table of a rig has.
    static let manyBytes = 1_000_000

    /// The archive, of which each call is seen when it is done.
    ///
    /// - Parameter partBytes: 1 for a part a row, and ``manyBytes`` for one part a table.
    func seen(
        in archiver: (any Archiver)? = nil,
        partBytes: Int,
        done: @escaping ArchiveHook = { _ in },
        progress: @escaping @Sendable (ArchiveProgress) -> Void = { _ in }
    ) -> PriceArchive {
        var settings = PriceArchive.Settings()
        settings.plan = ArchivePlan(partBytes: partBytes)
        return PriceArchive(
            of: StoppingStore(store, done: done),
            in: SeenArchiver(inner: archiver ?? self.archiver, done: done),
            settings: settings,
            time: clock,
            logger: Logger(label: "archive") { _ in SwiftLogNoOpLogHandler() },
            progress: progress
        )
    }
}
