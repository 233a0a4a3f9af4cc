internal import HTTPTypes
import SalesCore

/// What those ask who keep the service running: whether it lives, and whether it can work.
enum SystemRoutes {
    /// The state of a service, for programs.
    private struct State: Encodable {
        let status: String
    }

    static func all(_ store: any TrackingStore) -> [Route] {
        [
            // It answers: nothing else is asked, so that a store that is away restarts no program.
            Route(.get, "/healthz", for: .open, as: .healthz, counting: .never) { _ in .json(State(status: "ok")) },
            // The store answers a small question; a failure becomes `unavailable`, which is 503.
            Route(.get, "/readyz", for: .open, as: .readyz, counting: .never) { _ in
                do {
                    _ = try await store.websites(after: nil, limit: 1)
                } catch {
                    throw Problem(.unavailable, "The store does not answer just now.")
                }
                return .json(State(status: "ready"))
            },
        ]
    }
}
