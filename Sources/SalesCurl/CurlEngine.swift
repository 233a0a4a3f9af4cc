/// Runs transfers on one thread with one pool of connections, for one network policy.
///
/// Make one engine for pages that users name and another for endpoints that only the operator names: connections are
/// never shared between the two. The thread ends when the engine is let go or ``shutdown()`` is called.
public final class CurlEngine: Sendable {
    /// What an engine may hold open.
    public struct Limits: Hashable, Sendable {
        /// Connections at the same time, idle ones included; more transfers wait.
        public var connections: Int
        /// Connections to one host at the same time.
        public var connectionsPerHost: Int
        /// What all response bodies may hold in memory together, in bytes.
        ///
        /// A body of up to 256 KiB is always taken. While bodies grow, their memory can be twice that.
        public var bufferedBytes: Int

        /// 256 connections, 6 a host, and 20 MiB, unless given.
        public init(connections: Int = 256, connectionsPerHost: Int = 6, bufferedBytes: Int = 20 << 20) {
            self.connections = max(1, connections)
            self.connectionsPerHost = max(1, connectionsPerHost)
            self.bufferedBytes = max(0, bufferedBytes)
        }
    }

    /// Which addresses may be contacted.
    public let policy: NetworkPolicy
    private let loop: CurlLoop

    /// Starts the engine's thread.
    public init(policy: NetworkPolicy, limits: Limits = Limits()) {
        self.policy = policy
        loop = CurlLoop(limits: limits)
    }

    deinit { loop.stop() }

    /// Ends all transfers and the thread, and returns when everything is given back.
    ///
    /// May be called more than once.
    public func shutdown() async {
        loop.stop()
        await loop.waitUntilClosed()
    }

    /// Runs one transfer to its end, or until the task is cancelled.
    func perform(_ plan: TransferPlan) async -> TransferOutcome {
        let id = loop.reserveID()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.add(id, plan, continuation)
                // A cancellation before the addition has asked in vain.
                if Task.isCancelled { loop.cancel(id) }
            }
        } onCancel: {
            loop.cancel(id)
        }
        loop.ledger.release(outcome.body.count)
        return outcome
    }
}
