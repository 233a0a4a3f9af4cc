import SalesCore

/// What every `SessionStore` promises, by number.
///
/// The store that the harness makes conforms to `SessionStore` and `AccountStore` beside `TrackingStore`. They run as
/// ``StorePromises`` do.
public enum SessionPromises {
    /// Every promise of a store of sessions.
    public static let all: [Promise<StoreHarness>] = uses + lists + ends

    /// A promise whose check gets a fresh store of sessions.
    static func promise(
        _ number: Int,
        _ sentence: String,
        needs: Set<PromiseNeed> = [],
        check: @escaping @Sendable (SessionBench) async throws -> Void
    ) -> Promise<StoreHarness> {
        Promise("SESSION-\(number)", sentence, role: "sessions", needs: needs) { harness in
            let clock = ManualClock()
            let tested = try await harness.makeStore(clock)
            do {
                try await check(SessionBench(StoreBench(clock: clock, tested: tested)))
            } catch {
                await tested.dispose()
                throw error
            }
            await tested.dispose()
        }
    }
}

/// A fresh store of sessions, and the steps that its promises begin with.
struct SessionBench: Sendable {
    let bench: StoreBench
    let sessions: any SessionStore

    var clock: ManualClock { bench.clock }

    init(_ bench: StoreBench) throws {
        self.bench = bench
        sessions = try Self.sessions(bench.store)
    }

    /// A second handle on the same data.
    func secondHandle() async throws -> any SessionStore {
        try Self.sessions(try await bench.secondHandle())
    }

    private static func sessions(_ store: any TrackingStore) throws -> any SessionStore {
        try demandValue(store as? any SessionStore, "the store is no `SessionStore`; leave out `SessionPromises`")
    }

    /// A session of a person that begins now and ends in an hour; it is not added.
    ///
    /// - Parameter number: what its hash is made of.
    func session(_ number: Int, of user: UserID, idleLimit: Duration? = nil) throws -> AccountSession {
        AccountSession(
            hash: try StoreBench.hash(number),
            userID: user,
            kind: .browser,
            scope: .admin,
            label: "Browser \(number)",
            createdAt: clock.now,
            lastUsedAt: clock.now,
            idleLimit: idleLimit,
            endsAt: clock.now + .seconds(3_600)
        )
    }

    /// Adds a session of a person that begins now and ends in an hour.
    @discardableResult
    func add(_ number: Int, of user: UserID, idleLimit: Duration? = nil) async throws -> AccountSession {
        let session = try session(number, of: user, idleLimit: idleLimit)
        try await sessions.addSession(session)
        return session
    }

    /// The session of a number if it holds at a moment, which is now unless given.
    func use(_ number: Int, at time: Timestamp? = nil) async throws -> AccountSession? {
        try await sessions.useSession(try StoreBench.hash(number), at: time ?? clock.now)?.session
    }

    /// The labels of a person's sessions that hold at a moment, which is now unless given.
    func labels(of user: UserID, at time: Timestamp? = nil, limit: Int = 2) async throws -> [String] {
        let moment = time ?? clock.now
        return try await bench.allPages { token in
            try await sessions.sessions(of: user, at: moment, after: token, limit: limit)
        }.map(\.label)
    }
}
