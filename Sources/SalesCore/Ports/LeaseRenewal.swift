/// Lets a worker that is alive keep its leases on checks that take long: its heartbeat.
///
/// A power of its own beside ``CheckQueue``: with it, leases can be short, so that what a dead worker held is taken up
/// soon, and checks may take longer than a lease all the same.
public protocol LeaseRenewal: Sendable {
    /// Lets leases run anew from now; answers, in the same order, whether each was still held.
    ///
    /// The store must leave alone a lease that is not the product's present one or that has run out by its own clock,
    /// even if nobody took it: who slept past a lease must hear of it.
    /// - Promise: STORE-95, STORE-96
    func renewChecks(_ leases: [CheckLease], lease: Duration) async throws(StoreError) -> [Bool]
}
