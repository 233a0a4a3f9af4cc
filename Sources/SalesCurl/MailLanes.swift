import Synchronization

/// Engines that stand beside each other, so that a conversation that stalls on one holds up none on the others.
final class MailLanes: Sendable {
    private struct Lane {
        let engine: CurlEngine
        var conversations = 0
    }

    private let lanes = Mutex<[Lane]>([])
    private let limit: Int

    /// No engine runs before it is needed.
    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// Lends the engine with the fewest conversations: a new one while there are fewer than the limit and none is idle.
    func withEngine<Value: Sendable>(_ body: (CurlEngine) async -> Value) async -> Value {
        let (number, engine) = enter()
        let value = await body(engine)
        lanes.withLock { $0[number].conversations -= 1 }
        return value
    }

    private func enter() -> (number: Int, engine: CurlEngine) {
        lanes.withLock { lanes in
            var number = lanes.indices.min { lanes[$0].conversations < lanes[$1].conversations }
            if number.map({ lanes[$0].conversations > 0 }) ?? true, lanes.count < limit {
                // One at a time: the next would wait for the first one's verdict on the same thread.
                let limits = CurlEngine.Limits(connections: 1, connectionsPerHost: 1)
                lanes.append(Lane(engine: CurlEngine(policy: .trusted, limits: limits)))
                number = lanes.count - 1
            }
            let chosen = number ?? 0
            lanes[chosen].conversations += 1
            return (chosen, lanes[chosen].engine)
        }
    }
}
