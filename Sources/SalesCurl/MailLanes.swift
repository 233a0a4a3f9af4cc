import Synchronization

/// Engines that stand beside each other, so that a conversation that stalls on one holds up none on the others.
///
/// Each serves one mail server, by one protection and one login, for as long as it lives: libcurl takes a kept STARTTLS
/// connection for a verified one even if it was opened under another policy. Its one connection is kept between messages
/// and ends with the engine, some time after the last of them.
final class MailLanes: Sendable {
    private struct Lane {
        let engine: CurlEngine
        var conversations = 0
        /// How often the engine was lent.
        var turns = 0
    }

    private let lanes = Mutex<[SMTPServer: [Lane]]>([:])
    private let limit: Int
    private let idleTime: Duration
    private let maximumTurns: Int

    /// No engine runs before it is needed.
    ///
    /// - Parameters:
    ///   - limit: engines for one server.
    ///   - idleTime: how long an engine is kept, at least, that nobody uses; a millisecond or more.
    ///   - maximumTurns: messages on one connection.
    init(limit: Int, idleTime: Duration, maximumTurns: Int) {
        self.limit = max(1, limit)
        self.idleTime = max(idleTime, .milliseconds(1))
        self.maximumTurns = max(1, maximumTurns)
    }

    /// Lends the server's engine with the fewest conversations: a new one while there are fewer than the limit and none
    /// is idle.
    ///
    /// - Parameter body: gets the engine, and whether its connection has carried enough and shall be closed.
    func withEngine<Value: Sendable>(
        for server: SMTPServer,
        _ body: (CurlEngine, _ isLastTurn: Bool) async -> Value
    ) async -> Value {
        let (engine, turn) = enter(server)
        let value = await body(engine, turn.isMultiple(of: maximumTurns))
        change(ObjectIdentifier(engine), of: server) { $0.conversations -= 1 }
        return value
    }

    private func enter(_ server: SMTPServer) -> (engine: CurlEngine, turn: Int) {
        lanes.withLock { all in
            var lanes = all[server, default: []]
            var number = lanes.indices.min { lanes[$0].conversations < lanes[$1].conversations }
            if number.map({ lanes[$0].conversations > 0 }) ?? true, lanes.count < limit {
                // One at a time: the next would wait for the first one's verdict on the same thread.
                let limits = CurlEngine.Limits(connections: 1, connectionsPerHost: 1)
                let engine = CurlEngine(policy: .trusted, limits: limits)
                lanes.append(Lane(engine: engine))
                number = lanes.count - 1
                retireWhenIdle(ObjectIdentifier(engine), of: server)
            }
            let chosen = number ?? 0
            lanes[chosen].conversations += 1
            lanes[chosen].turns += 1
            all[server] = lanes
            return (lanes[chosen].engine, lanes[chosen].turns)
        }
    }

    private func change(_ engine: ObjectIdentifier, of server: SMTPServer, _ edit: (inout Lane) -> Void) {
        lanes.withLock { all in
            guard let index = all[server]?.firstIndex(where: { ObjectIdentifier($0.engine) == engine }) else { return }
            if var lane = all[server]?[index] {
                edit(&lane)
                all[server]?[index] = lane
            }
        }
    }

    private func retireWhenIdle(_ engine: ObjectIdentifier, of server: SMTPServer) {
        Task { [weak self, idleTime] in
            var turns = 0
            repeat {
                try? await Task.sleep(for: idleTime)
                guard let seen = self?.retire(engine, of: server, unlessAfter: turns) else { return }
                turns = seen
            } while true
        }
    }

    /// Lets an engine go that was not lent since; its thread says goodbye to the server.
    ///
    /// - Returns: How often it has been lent; nil where it is gone.
    private func retire(_ engine: ObjectIdentifier, of server: SMTPServer, unlessAfter turns: Int) -> Int? {
        lanes.withLock { all in
            guard let lane = all[server]?.first(where: { ObjectIdentifier($0.engine) == engine }) else { return nil }
            guard lane.conversations == 0, lane.turns == turns else { return lane.turns }
            all[server]?.removeAll { $0.engine === lane.engine }
            if all[server]?.isEmpty == true { all[server] = nil }
            return nil
        }
    }
}
