import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesAWS

@Suite("Kept credentials", .timeLimit(.minutes(15)))
struct CredentialCacheTests {
    /// Gives a new key each time it is asked, for an hour; or fails; and waits as long as its gate is shut.
    private final class Source: CredentialSource {
        private struct State {
            var asked = 0
            var fails = false
            var isDated = true
            var isShut = false
        }

        private let clock: ManualClock
        private let state = Mutex(State())

        init(_ clock: ManualClock) { self.clock = clock }

        var asked: Int { state.withLock { $0.asked } }
        func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }
        func dated(_ isDated: Bool) { state.withLock { $0.isDated = isDated } }
        func shut(_ isShut: Bool) { state.withLock { $0.isShut = isShut } }

        func credentials() async throws(CredentialError) -> AWSCredentials? {
            let now = state.withLock { state in
                state.asked += 1
                return state
            }
            while state.withLock({ $0.isShut }) { await Task.yield() }
            guard !now.fails else { throw CredentialError(.unavailable, message: "The place is closed.") }
            return AWSCredentials(
                accessKeyID: "KEY\(now.asked)",
                secretAccessKey: "x",
                expiresAt: now.isDated ? clock.now + .seconds(3_600) : nil
            )
        }
    }

    @Test("are asked for again shortly before they end, and not sooner")
    func renewal() async throws {
        let clock = ManualClock()
        let source = Source(clock)
        let cache = CredentialCache(source, time: clock)
        #expect(try await cache.credentials().accessKeyID == "KEY1")
        clock.advance(by: .seconds(3_299))
        #expect(try await cache.credentials().accessKeyID == "KEY1")
        clock.advance(by: .seconds(1))
        #expect(try await cache.credentials().accessKeyID == "KEY2")
    }

    @Test("are used to their end where no others are given, and no longer")
    func failure() async throws {
        let clock = ManualClock()
        let source = Source(clock)
        let cache = CredentialCache(source, time: clock)
        _ = try await cache.credentials()
        source.fail(true)
        clock.advance(by: .seconds(3_599))
        #expect(try await cache.credentials().accessKeyID == "KEY1")
        clock.advance(by: .seconds(1))
        let error = await #expect(throws: CredentialError.self) { try await cache.credentials() }
        #expect(error?.reason == .unavailable && error?.advice == .later(after: nil))
    }

    @Test("are read again after a quarter of an hour where they have no end, and at once where they were refused")
    func undated() async throws {
        let clock = ManualClock()
        let source = Source(clock)
        source.dated(false)
        let cache = CredentialCache(source, time: clock)
        let first = try await cache.credentials()
        clock.advance(by: .seconds(899))
        #expect(try await cache.credentials() == first)
        clock.advance(by: .seconds(1))
        let second = try await cache.credentials()
        #expect(second.accessKeyID == "KEY2")
        await cache.forget(first)
        #expect(try await cache.credentials() == second)
        await cache.forget(second)
        #expect(try await cache.credentials().accessKeyID == "KEY3")
    }

    @Test("that were refused are not given again, however soon that is said")
    func refused() async throws {
        let clock = ManualClock()
        let source = Source(clock)
        let cache = CredentialCache(source, time: clock)
        for _ in 1...Self.refusals {
            source.shut(true)
            // Who asked first is in no hurry; who has them refused is.
            let first = Task(priority: .background) { try await cache.credentials() }
            let second = Task(priority: .high) {
                let credentials = try await cache.credentials()
                await cache.forget(credentials)
                return credentials
            }
            await Task.yield()
            source.shut(false)
            let (_, refused) = try await (first.value, second.value)
            let next = try await cache.credentials()
            #expect(next != refused)
            await cache.forget(next)
        }
    }

    private static let refusals = 200

    @Test("are as old as the question, however long the answer took")
    func slow() async throws {
        let clock = ManualClock()
        let source = Source(clock)
        source.dated(false)
        source.shut(true)
        let cache = CredentialCache(source, time: clock)
        let first = Task { try await cache.credentials() }
        while source.asked == 0 { await Task.yield() }
        clock.advance(by: .seconds(4))
        source.shut(false)
        #expect(try await first.value.accessKeyID == "KEY1")
        clock.advance(by: .seconds(896))
        #expect(try await cache.credentials().accessKeyID == "KEY2")
    }

    @Test("are asked for once, however many wait, and a cancelled one does not take them from the others")
    func together() async throws {
        let clock = ManualClock()
        let source = Source(clock)
        source.shut(true)
        let cache = CredentialCache(source, time: clock)
        let tasks = (1...20).map { _ in Task { try await cache.credentials() } }
        while source.asked == 0 { await Task.yield() }
        tasks[0].cancel()
        let error = await #expect(throws: CredentialError.self) { try await tasks[0].value }
        #expect(error?.reason == .cancelled)
        source.shut(false)
        for task in tasks.dropFirst() { #expect(try await task.value.accessKeyID == "KEY1") }
        #expect(source.asked == 1)
    }
}
