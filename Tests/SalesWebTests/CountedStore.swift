import SalesCore
import Synchronization

/// A store in memory that notes what it is asked.
final class CountedStore: AccountStore, TrackingStore, HostDemandStore, SessionStore, IdempotencyStore,
    InstallationStore,
    OverviewStore
{
    private let inner: MemoryStore
    private let names = Mutex<[String]>([])

    init(_ inner: MemoryStore) { self.inner = inner }

    /// What it was asked since this was asked last, by the names of the questions, in their order.
    ///
    /// Without what is counted in the background for all pages (``HostPaces``), which no page waits for.
    func taken() -> [String] {
        let taken = names.withLock { names in
            defer { names = [] }
            return names
        }
        return taken.filter { $0 != "hostDemands" }
    }

    /// The store that answers a question, which is noted.
    func asked(_ question: String = #function) -> MemoryStore {
        names.withLock { $0.append(String(question.prefix { $0 != "(" })) }
        return inner
    }
}
