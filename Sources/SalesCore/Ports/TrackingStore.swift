/// Everything that tracking asks of a store: the sum of the small roles, each in a file of its own.
///
/// Whoever keeps prices somewhere else implements these roles and runs `StorePromises` of `SalesTesting` against them.
/// Every requirement is atomic: it happens whole or not at all. Absence is `nil`, and removing what is not there
/// succeeds. A store never reads the time of an observation from its own clock; it does measure *leases* with it.
public protocol TrackingStore: CatalogueStore, PreferenceStore, PriceStore, CheckQueue, EventQueue, Outbox, HostStore {}
