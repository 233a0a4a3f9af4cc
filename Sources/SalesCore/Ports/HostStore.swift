/// What is remembered of each host, shared by all workers on a store so that together they stay polite.
///
/// A host's name is ``PageURL/site``, which is also the host of the products' website.
public protocol HostStore: Sendable {
    /// What is remembered of a host; a fresh state where nothing is.
    ///
    /// - Promise: STORE-70
    func host(_ name: String) async throws(StoreError) -> HostState

    /// Changes the parts of a host's state that are given, in one transaction.
    ///
    /// A pause sets or clears its end and its reason together.
    /// - Promise: STORE-71
    func updateHost(_ name: String, _ change: HostChange) async throws(StoreError)

    /// Reserves the next free turn at a host and answers how long to wait for it.
    ///
    /// The store must, in one transaction and by its own clock, take ``HostState/slot(at:limits:horizon:)`` and keep
    /// what it answers, so that turns given to all callers together never exceed the rate. Nil, with nothing changed,
    /// where the wait would be longer than the horizon.
    /// - Promise: STORE-72 to STORE-76
    func reserveSlot(
        at name: String,
        limits: HostLimits,
        horizon: Duration
    ) async throws(StoreError) -> Duration?
}
