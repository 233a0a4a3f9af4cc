import SalesCore

/// What every `IdempotencyStore` promises, by number.
///
/// The store that the harness makes conforms to `IdempotencyStore` and `AccountStore` beside `TrackingStore`. They run
/// as ``StorePromises`` do.
public enum KeyPromises {
    /// Every promise of a store of the keys of requests.
    public static let all: [Promise<StoreHarness>] = states + leases + people

    /// A promise whose check gets a fresh store of keys.
    static func promise(
        _ number: Int,
        _ sentence: String,
        needs: Set<PromiseNeed> = [],
        check: @escaping @Sendable (KeyBench) async throws -> Void
    ) -> Promise<StoreHarness> {
        Promise("KEY-\(number)", sentence, role: "request keys", needs: needs) { harness in
            let clock = ManualClock()
            let tested = try await harness.makeStore(clock)
            do {
                try await check(KeyBench(StoreBench(clock: clock, tested: tested)))
            } catch {
                await tested.dispose()
                throw error
            }
            await tested.dispose()
        }
    }
}

/// A fresh store of keys, and the steps that its promises begin with.
struct KeyBench: Sendable {
    let bench: StoreBench
    let keys: any IdempotencyStore

    var clock: ManualClock { bench.clock }

    init(_ bench: StoreBench) throws {
        self.bench = bench
        keys = try Self.keys(bench.store)
    }

    /// A second handle on the same data.
    func secondHandle() async throws -> any IdempotencyStore {
        try Self.keys(try await bench.secondHandle())
    }

    private static func keys(_ store: any TrackingStore) throws -> any IdempotencyStore {
        try demandValue(store as? any IdempotencyStore, "the store is no `IdempotencyStore`; leave out `KeyPromises`")
    }

    /// A key of the local user.
    static func key(_ text: String = "3f6a", of user: UserID = .local) -> IdempotencyKey {
        IdempotencyKey(userID: user, text: text)
    }

    /// How long whoever begins a key may work.
    static let lease = Duration.seconds(30)

    /// An answer with a text.
    static let answer = KeptAnswer(status: 201, contentType: "application/json", body: Array("{\"id\":7}".utf8))

    /// Comes with a key and the request of a number.
    func begin(
        _ key: IdempotencyKey = KeyBench.key(),
        request: Int = 1,
        lease: Duration = KeyBench.lease
    ) async throws -> IdempotencyState {
        try await keys.begin(key, fingerprint: try StoreBench.hash(request), lease: lease, at: clock.now)
    }

    /// Begins a key that nobody works on and answers the token.
    func begun(
        _ key: IdempotencyKey = KeyBench.key(),
        request: Int = 1,
        lease: Duration = KeyBench.lease
    ) async throws -> Int64 {
        let state = try await begin(key, request: request, lease: lease)
        return try demandValue(state.token, "a key that nobody works on was not begun: \(state)")
    }

    /// Does the work of a key that nobody works on.
    func finish(_ key: IdempotencyKey = KeyBench.key(), request: Int = 1) async throws {
        let token = try await begun(key, request: request)
        let isKept = try await keys.finish(key, token: token, with: Self.answer)
        try demand(isKept, equals: true, "whether the answer of a begun key was kept")
    }
}

extension IdempotencyState {
    /// The token of whoever began the key; nil for everybody else.
    var token: Int64? {
        guard case .begun(let token) = self else { return nil }
        return token
    }
}
