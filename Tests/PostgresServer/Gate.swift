/// Lets a number of callers through at a time, so that a small machine is not swamped with programs.
public actor Gate {
    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// A gate with so many places.
    public init(places: Int) {
        self.places = places
    }

    /// Does something as soon as there is a place.
    public nonisolated func pass<Value>(_ work: () async throws -> Value) async throws -> Value {
        await enter()
        do {
            let value = try await work()
            await leave()
            return value
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async {
        guard places == 0 else {
            places -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        guard !waiting.isEmpty else {
            places += 1
            return
        }
        waiting.removeFirst().resume()
    }
}
