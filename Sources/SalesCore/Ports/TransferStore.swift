/// Takes data over from an export: what comes in by no other door because nothing happened just now.
public protocol TransferStore: Sendable {
    /// Adds a product with what is known of it, or finds the one with the same canonical URL and selection.
    ///
    /// The store must write the state of a product that has none of its own yet (no check was ever made) and leave
    /// that of any other as it is. Validators, quarantine and leases are not part of what is taken over.
    /// - Returns: The product's number.
    /// - Promise: STORE-90, STORE-91
    func restoreProduct(_ product: Product.New, state: ProductState) async throws(StoreError) -> ProductID

    /// Adds alerts of the past, which are never told; answers how many were new.
    ///
    /// The caller guarantees that none is open (``Alert/Status/isOpen``), and gives the oldest first. An alert whose identifier is there
    /// already changes nothing. The store must give them events of its own numbering that no later event has, so that
    /// no later alert is taken for one of them.
    /// - Promise: STORE-92 to STORE-94
    func restoreAlerts(_ alerts: [Alert]) async throws(StoreError) -> Int
}
