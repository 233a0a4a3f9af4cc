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
        /// A body of up to 256 KiB is always taken. While bodies grow whose length was not announced, their memory can
        /// be twice that.
        public var bufferedBytes: Int
        /// The most that one response's body may have, in bytes, whatever a request allows.
        public var bodyBytes: Int

        /// 256 connections, 6 a host, 20 MiB in all and 64 MiB in one body, unless given.
        public init(
            connections: Int = 256,
            connectionsPerHost: Int = 6,
            bufferedBytes: Int = 20 << 20,
            bodyBytes: Int = 64 << 20
        ) {
            self.connections = max(1, connections)
            self.connectionsPerHost = max(1, connectionsPerHost)
            self.bufferedBytes = max(0, bufferedBytes)
            self.bodyBytes = max(0, bodyBytes)
        }
    }

    /// Which addresses may be contacted.
    public let policy: NetworkPolicy
    /// What it may hold open.
    public let limits: Limits
    private let loop: CurlLoop

    /// Starts the engine's thread.
    public init(policy: NetworkPolicy, limits: Limits = Limits()) {
        self.policy = policy
        self.limits = limits
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
