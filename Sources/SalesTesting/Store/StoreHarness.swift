public import SalesCore

/// How to make the store that is held to the promises of ``StorePromises``.
///
/// ```swift
/// let harness = StoreHarness { clock in TestedStore(MyStore(time: clock)) }
/// ```
public struct StoreHarness: Sendable {
    /// Makes an empty store, with nothing but the local user in it, that measures leases and turns by the clock given.
    ///
    /// Every call makes a store of its own: promises run side by side.
    public let makeStore: @Sendable (ManualClock) async throws -> TestedStore

    /// A harness that makes stores with the closure.
    public init(makeStore: @escaping @Sendable (ManualClock) async throws -> TestedStore) {
        self.makeStore = makeStore
    }
}

/// A store under test, with what only some stores can do.
public struct TestedStore: Sendable {
    /// The store; leave out the promises that need ``PromiseNeed/transfer`` where it is no `TransferStore`, and all of
    /// ``AccountPromises`` where it is no `AccountStore`.
    public let store: any TrackingStore
    /// Opens a second handle on the same data, as another process would; nil where the data lives in the store alone
    /// (leave out the promises that need ``PromiseNeed/secondHandle``).
    public let reopen: (@Sendable () async throws -> any TrackingStore)?
    /// Adds a person and answers them with their number; nil where there is only the local user (leave out the promises
    /// that need ``PromiseNeed/severalUsers``).
    public let addUser: (@Sendable (_ draft: User.New) async throws -> User)?
    /// Closes the store and removes what it left behind.
    public let dispose: @Sendable () async -> Void

    /// A store under test; one that is a `UserStore` adds people by itself.
    public init(
        _ store: any TrackingStore,
        reopen: (@Sendable () async throws -> any TrackingStore)? = nil,
        addUser: (@Sendable (_ draft: User.New) async throws -> User)? = nil,
        dispose: @escaping @Sendable () async -> Void = {}
    ) {
        self.store = store
        self.reopen = reopen
        self.addUser = addUser ?? (store as? any UserStore).map(Self.adder)
        self.dispose = dispose
    }

    private static func adder(_ users: any UserStore) -> @Sendable (User.New) async throws -> User {
        { draft in
            try demandValue(try await users.addUser(draft)?.user, "a person of new addresses was not added")
        }
    }
}
