import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

/// A random walk through all that touches the queue of hosts, of one worker or of several in turn.
struct QueueWalk {
    var store: PostgresStore
    let clock: ManualClock
    var random: SeededRandom
    /// Leases that it holds, or held.
    private var leases: [CheckLease] = []
    private var lastNumber: Int

    static let hosts = (0..<8).map { "shop\($0).example" }
    static let policy = HostPolicy(
        standard: HostLimits(rate: 1, burst: 2),
        named: [
            hosts[0]: HostLimits(rate: 1_000, burst: 1_000), hosts[1]: HostLimits(rate: 0.1, burst: 1),
            hosts[2]: HostLimits(rate: 5, burst: 4),
        ]
    )

    init(_ store: PostgresStore, _ clock: ManualClock, seed: UInt64, firstNumber: Int = 0) {
        self.store = store
        self.clock = clock
        random = SeededRandom(seed: seed)
        lastNumber = firstNumber
    }

    /// What is claimed next.
    mutating func request() -> CheckRequest {
        CheckRequest(
            limit: pick([1, 2, 3, 10, 100]),
            lease: .seconds(pick([1, 5, 30])),
            horizon: .milliseconds(pick([0, 1_000, 4_999, 5_000, 20_000, 90_000])),
            policy: Self.policy
        )
    }

    /// Takes note of leases that were claimed.
    mutating func took(_ checks: [ClaimedCheck]) { leases += checks.map(\.lease) }

    /// Does something, and says what.
    mutating func step() async throws -> String {
        let chosen = Int.random(in: 0..<12, using: &random)
        switch chosen {
        case 0, 1:
            lastNumber += 1
            let product = Sample.product(lastNumber, host: pick(Self.hosts))
            let id = try await store.addProduct(product).product.id
            try await follow(id, isPaused: false)
            return "adding a product"
        case 2, 3:
            try await follow(try await product(), isPaused: Bool.random(using: &random))
            return "following or pausing"
        case 4:
            try await store.removeSubscription(of: .local, to: try await product())
            return "unfollowing"
        case 5:
            try await store.scheduleCheck(of: try await product(), at: moment(-30...60))
            return "scheduling"
        case 6:
            let named = [try await product(), try await product()]
            var request = request()
            request.products = named
            took(try await store.claimChecks(request))
            return "claiming by name"
        case 7:
            try await store.releaseChecks(takeLeases())
            return "releasing"
        case 8, 9:
            let now = clock.now
            _ = try await store.commit(
                takeLeases().map { lease in
                    var outcome = Sample.outcome(under: lease, at: now)
                    outcome.nextCheckAt = moment(-10...60)
                    return outcome
                }
            )
            return "committing"
        case 10:
            return try await changeHost()
        default:
            if Int.random(in: 0..<10, using: &random) == 0 {
                try await store.removeProduct(try await product())
                return "removing a product"
            }
            let limits = Self.policy.limits(for: Self.hosts[1])
            _ = try await store.reserveSlot(at: pick(Self.hosts), limits: limits, horizon: .seconds(60))
            return "reserving a turn"
        }
    }

    private mutating func changeHost() async throws -> String {
        let host = pick(Self.hosts)
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            let until = moment(1...120)
            try await store.updateHost(host, HostChange(pause: .some(.some(.init(until: until, reason: "asked to")))))
            return "pausing a host"
        case 1:
            try await store.updateHost(host, HostChange(pause: .some(nil), consecutiveFailures: 0))
            return "lifting a pause"
        default:
            try await store.updateHost(host, HostChange(consecutiveFailures: pick([0, 1, 5])))
            return "counting failures"
        }
    }

    private mutating func follow(_ id: ProductID, isPaused: Bool) async throws {
        let draft = Sample.draft(to: id, isPaused: isPaused)
        _ = try await store.save(draft, expectedVersion: nil, dueAt: moment(-20...20))
    }

    private mutating func product() async throws -> ProductID {
        ProductID(rawValue: Int64.random(in: 1...max(1, Int64(lastNumber)), using: &random))
    }

    private mutating func takeLeases() -> [CheckLease] {
        leases.shuffle(using: &random)
        let taken = Array(leases.prefix(pick([1, 3, 20])))
        leases.removeFirst(taken.count)
        return taken
    }

    private mutating func moment(_ seconds: ClosedRange<Int64>) -> Timestamp {
        clock.now + .seconds(Int64.random(in: seconds, using: &random))
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &random)]
    }
}
