/// Counts what is asked of each host, so that nobody must read every product to know it.
///
/// A power of its own beside ``CatalogueStore``: ``Tracker/hostPromises()`` reads the whole catalogue of a store that
/// lacks it.
public protocol HostDemandStore: Sendable {
    /// How many followed products of each host ask for which interval, in the order of the websites' numbers, a page at a
    /// time.
    ///
    /// The store must count each product that somebody follows who has not paused it, by its ``Product/interval`` and
    /// ``Product/hasDefaultFollower``, and leave out hosts without one. A limit is one of hosts, as for
    /// ``CatalogueStore/products(matching:after:limit:)``.
    /// - Throws: ``StoreError``.
    /// - Promise: STORE-97, STORE-98
    func hostDemands(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<HostDemand>
}

/// What is asked of one host.
public struct HostDemand: Hashable, Sendable {
    /// How often a product is to be read, in the terms in which it is kept.
    public struct Interval: Hashable, Sendable {
        /// The shortest interval that a follower names; nil where none does.
        public var named: Duration?
        /// Whether a follower names none, and so wants the installation's.
        public var hasDefaultFollower: Bool

        /// An interval.
        public init(named: Duration?, hasDefaultFollower: Bool) {
            self.named = named
            self.hasDefaultFollower = hasDefaultFollower
        }

        /// How often that is: the shortest interval that a follower names, or the installation's default where that is
        /// shorter and a follower names none.
        public func duration(default standard: Duration) -> Duration {
            guard let named else { return standard }
            return hasDefaultFollower ? min(named, standard) : named
        }
    }

    /// The host, as its website is named by.
    public let host: String
    /// How many followed products ask for each interval.
    public var products: [Interval: Int]

    /// What is asked of a host.
    public init(host: String, products: [Interval: Int] = [:]) {
        self.host = host
        self.products = products
    }
}

extension HostDemand {
    /// One count of one host, as a statement that groups gives it.
    package struct Row: Sendable {
        let number: Int64
        let host: String
        let interval: Interval
        let products: Int

        /// A count of a website by its number.
        package init(number: Int64, host: String, interval: Interval, products: Int) {
            self.number = number
            self.host = host
            self.interval = interval
            self.products = products
        }
    }

    /// The page of counts that were read of one host more than its size, in the order of the websites' numbers.
    package static func page(of rows: [Row], size: Int) -> Page<HostDemand> {
        var hosts: [(number: Int64, demand: HostDemand)] = []
        for row in rows {
            if hosts.last?.number != row.number { hosts.append((row.number, HostDemand(host: row.host))) }
            hosts[hosts.count - 1].demand.products[row.interval, default: 0] += row.products
        }
        return Page(hosts, size: size) { $0.number }.map(\.demand)
    }
}
