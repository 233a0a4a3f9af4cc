/// Everything that tracking asks of a store: the sum of the small roles, each in a file of its own.
///
/// Whoever keeps prices somewhere else implements these roles and runs `StorePromises` of `SalesTesting` against them.
/// Every requirement is atomic: it happens whole or not at all. Absence is `nil`, and removing what is not there
/// succeeds. A store never reads the time of an observation from its own clock; it does measure *leases* and turns with
/// it, and what is due. Texts, amounts and times come back as they were given, byte for byte. The local user
/// (``UserID/local``) is there from the start. Several handles on one store see and bind each other.
///
/// - Promise: STORE-17, STORE-80 to STORE-83, STORE-121
public protocol TrackingStore: CatalogueStore, PreferenceStore, PriceStore, CheckQueue, EventQueue, Outbox, HostStore {}
