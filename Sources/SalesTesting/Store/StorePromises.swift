import SalesCore

/// What every `TrackingStore` promises, by number, split by role as the port is.
///
/// A backend's conformance test is one parameterised test over ``all`` (see ``Promise``). Promises run in parallel,
/// each on a store of its own, never sleep, and measure no time but that of their ``ManualClock``.
public enum StorePromises {
    /// Every promise of a store, in the order of the roles.
    public static let all: [Promise<StoreHarness>] =
        catalogue + preferences + prices + checks + events + outbox + hosts + whole + transfer + renewal + hostDemand
        + injections

    /// A promise whose check gets a fresh store and what is often needed around it.
    static func promise(
        _ number: Int,
        _ sentence: String,
        role: String,
        needs: Set<PromiseNeed> = [],
        check: @escaping @Sendable (StoreBench) async throws -> Void
    ) -> Promise<StoreHarness> {
        Promise("STORE-\(number)", sentence, role: role, needs: needs) { harness in
            let clock = ManualClock()
            let tested = try await harness.makeStore(clock)
            do {
                try await check(StoreBench(clock: clock, tested: tested))
            } catch {
                await tested.dispose()
                throw error
            }
            await tested.dispose()
        }
    }
}
