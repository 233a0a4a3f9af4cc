import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("Products of one URL that are checked together")
struct SharedFetchTests {
    private static let url = PinnedProductTests.url

    private func show(_ price: String, member: String, tag: String? = nil, in bench: AdapterBench) {
        bench.answer(
            Self.url,
            PinnedProductTests.page(price, member: member),
            fields: tag.map { [.eTag: "\"\($0)\""] } ?? [:]
        )
    }

    /// A shop with two products of one URL that were read at the same moment.
    private func bench() async throws -> AdapterBench {
        let bench = AdapterBench()
        show("19.99", member: "17.50", tag: "a", in: bench)
        _ = try await bench.track(Self.url)
        _ = try await bench.track(Self.url, "css:.member")
        return bench
    }

    @Test("One that waits for confirmation makes the fetch a confirming one for all: one request, without conditions")
    func confirmsTogether() async throws {
        let bench = try await bench()
        _ = try await bench.roundTogether()
        show("19.99", member: "15.00", tag: "b", in: bench)
        let changed = try await bench.roundTogether()
        #expect(changed.count == 2)
        let products = try await bench.store.products(matching: .all, after: nil, limit: 9).elements
        #expect(products.map { $0.state.quarantine != nil } == [false, true])
        let count = bench.shop.requests.count
        let confirmed = try await bench.roundTogether()
        #expect(confirmed.map { $0.look?.reading.offer?.price } == [.gbp(19_99), .gbp(15_00)])
        let asked = bench.shop.requests.dropFirst(count)
        #expect(asked.count == 1)
        #expect(asked.allSatisfy { $0.validators.etag == nil })
    }

    @Test("Those that know the same version of the page ask for another; those that do not, ask for the page")
    func conditions() async throws {
        let bench = try await bench()
        _ = try await bench.roundTogether()
        var count = bench.shop.requests.count
        _ = try await bench.roundTogether()
        #expect(bench.shop.requests.dropFirst(count).map { $0.validators.etag } == ["\"a\""])

        // One of them alone sees the next version.
        show("19.99", member: "17.50", tag: "b", in: bench)
        let second = try await bench.store.products(matching: .all, after: nil, limit: 9).elements[1]
        bench.clock.set(to: second.nextCheckAt)
        for check in try await bench.claim() where check.product.id == second.id {
            _ = await bench.tracker.perform(check)
        }
        bench.clock.advance(by: bench.tracker.settings.checkLease)
        count = bench.shop.requests.count
        _ = try await bench.roundTogether()
        #expect(bench.shop.requests.dropFirst(count).map { $0.validators.etag } == [nil])
    }

    @Test("They stay due together, whatever is drawn for the wait")
    func inStep() async throws {
        let bench = try await bench()
        for _ in 0..<5 {
            _ = try await bench.roundTogether()
            let due = try await bench.store.products(matching: .all, after: nil, limit: 9).elements.map(\.nextCheckAt)
            #expect(Set(due).count == 1)
            #expect(due.allSatisfy { $0 > bench.clock.now })
        }
    }

    @Test("Where the turn is not taken, each is given back and reported with the reason")
    func givenBack() async throws {
        let bench = try await bench()
        let due = try await bench.store.products(matching: .all, after: nil, limit: 9).elements.map(\.nextCheckAt)
        bench.clock.set(to: try #require(due.max()))
        let checks = try await bench.claim().map { check in
            ClaimedCheck(lease: check.lease, product: check.product, startAfter: .seconds(5))
        }
        let count = bench.shop.requests.count
        let reports = Mutex<[CheckReport]>([])
        // A worker that stops does not wait for its turn.
        await Task { [tracker = bench.tracker] in
            withUnsafeCurrentTask { $0?.cancel() }
            await tracker.perform(together: CheckGroup(checks: checks)) { report in
                reports.withLock { $0.append(report) }
            }
        }.value
        #expect(reports.withLock { $0.map(\.product.id).sorted() } == checks.map(\.product.id).sorted())
        #expect(reports.withLock { $0.allSatisfy { $0.look == nil } })
        #expect(bench.shop.requests.count == count)
    }
}
