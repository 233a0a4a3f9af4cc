/// The rules that this process knows, and one load at a time for each origin, however many requests wait for it.
actor RobotsCache {
    private struct Load {
        let number: UInt64
        var task: Task<Void, Never>?
        var waiting: [UInt64: CheckedContinuation<Result<KnownRobots, FetchError>, Never>] = [:]
    }

    private let loader: RobotsLoader
    private var known: [RobotsOrigin: KnownRobots] = [:]
    private var cost = 0
    private var loads: [RobotsOrigin: Load] = [:]
    private var lastNumber: UInt64 = 0

    /// More origins, or larger rules in sum, are forgotten and looked up in the store again.
    static let maximumOrigins = 10_000
    static let maximumCost = 32 << 20

    init(_ loader: RobotsLoader) {
        self.loader = loader
    }

    /// The rules of an origin, from memory where they are fresh.
    func robots(for origin: RobotsOrigin, at now: Timestamp) async throws(FetchError) -> KnownRobots {
        if let present = known[origin] {
            // A clock that was put back must not keep a file for ever.
            if now < present.freshUntil, present.freshUntil - now <= RobotsRecord.lifetime + RobotsRecord.retry {
                return present
            }
            forget(origin)
        }
        lastNumber += 1
        let number = lastNumber
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { join(origin, number, $0) }
        } onCancel: {
            Task { await self.leave(origin, number) }
        }
        return try result.get()
    }

    private func join(
        _ origin: RobotsOrigin,
        _ number: UInt64,
        _ continuation: CheckedContinuation<Result<KnownRobots, FetchError>, Never>
    ) {
        guard !Task.isCancelled else { return continuation.resume(returning: .failure(Self.cancelled(origin))) }
        if loads[origin] == nil {
            loads[origin] = Load(number: number)
            // Not the task of whoever came first: the others shall not lose the file when that one gives up.
            loads[origin]?.task = Task { await self.run(origin, number) }
        }
        loads[origin]?.waiting[number] = continuation
    }

    private func run(_ origin: RobotsOrigin, _ number: UInt64) async {
        let result: Result<RobotsLoader.Loaded, FetchError>
        do {
            result = .success(try await loader.load(origin))
        } catch {
            result = .failure(error)
        }
        // A load that everybody has left is nobody's any more; a later one may be under way.
        guard let load = loads[origin], load.number == number else { return }
        loads[origin] = nil
        let answer: Result<KnownRobots, FetchError>
        switch result {
        case .success(let loaded):
            remember(loaded.known, of: origin)
            answer = loaded.failure.map { .failure($0) } ?? .success(loaded.known)
        case .failure(let error):
            answer = .failure(error)
        }
        for continuation in load.waiting.values { continuation.resume(returning: answer) }
    }

    /// The last to leave stops the load.
    private func leave(_ origin: RobotsOrigin, _ number: UInt64) {
        guard let continuation = loads[origin]?.waiting.removeValue(forKey: number) else { return }
        continuation.resume(returning: .failure(Self.cancelled(origin)))
        guard let load = loads[origin], load.waiting.isEmpty else { return }
        load.task?.cancel()
        loads[origin] = nil
    }

    private func remember(_ rules: KnownRobots, of origin: RobotsOrigin) {
        if known.count >= Self.maximumOrigins || cost + rules.rules.cost > Self.maximumCost {
            known.removeAll()
            cost = 0
        }
        forget(origin)
        known[origin] = rules
        cost += rules.rules.cost
    }

    private func forget(_ origin: RobotsOrigin) {
        cost -= known.removeValue(forKey: origin)?.rules.cost ?? 0
    }

    private static func cancelled(_ origin: RobotsOrigin) -> FetchError {
        FetchError(.cancelled, message: "The request to \(origin.site) was cancelled.")
    }
}
