import SalesTesting
import Testing

@testable import SalesCore

@Suite("The edges of an archive")
struct ArchiveEdgeTests {
    @Test("leave a day that was brought back in the store for exactly as long as is said")
    func restoredUntil() async throws {
        let rig = try await ArchiveRig(days: 1)
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let day = ArchiveDay(number: rig.clock.now.utcDay - 1)
        #expect(try await rig.archive().restore(day).rows == rig.rows.count)
        rig.clock.advance(by: PriceArchive.Settings().restored)
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        #expect(try await rig.living() == rig.rows)
        rig.clock.advance(by: .milliseconds(1))
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        #expect(try await rig.living().isEmpty)
    }

    @Test("take no part for their own in which a number stands twice", arguments: [[[0, 0]], [[0, 1], [1, 2]]])
    func numberTwice(parts: [[Int]]) async throws {
        let rig = try await ArchiveRig(days: 1)
        let day = ArchiveDay(number: rig.clock.now.utcDay - 1)
        for (number, products) in parts.enumerated() {
            var encoder = PartEncoder(.products, plan: ArchivePlan())
            for index in products {
                let product = try await rig.store.product(rig.products[index])
                _ = encoder.add(ArchivedProduct(try #require(product)))
            }
            let part = encoder.finish(isFirst: true)
            let key = ArchiveKeys.part(number, of: .products, on: day, coding: .none)
            _ = try await rig.archiver.write(try #require(part).text, to: key)
        }
        let error = await #expect(throws: ArchivingError.self) { try await rig.archive().run(endedBy: rig.clock.now) }
        guard case .archive(let words) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        let last = ArchiveKeys.part(parts.count - 1, of: .products, on: day, coding: .none)
        #expect(words.code == .foreign && words.message.contains(last), "\(words.message)")
        #expect(try await rig.living() == rig.rows)
    }

    @Test("forget what was kept for longer than is said, and say only of which kinds something was")
    func forgotten() async throws {
        let rig = try await ArchiveRig(days: 1)
        let kept = try #require(PriceArchive.Settings().retention[.robots])
        let robots = RobotsRecord(status: 200, text: "", fetchedAt: rig.clock.now - kept)
        try await rig.store.updateHost(Sample.host, HostChange(robots: robots))
        #expect(try await rig.archive().run(endedBy: rig.clock.now).forgotten == [:])
        rig.clock.advance(by: .milliseconds(1))
        #expect(try await rig.archive().run(endedBy: rig.clock.now).forgotten == [.robots: 1])
        #expect(try await rig.archive().run(endedBy: rig.clock.now).forgotten == [:])
    }

    @Test("forget an event in memory whole, so that nothing of it grows for ever")
    func forgottenInMemory() async throws {
        let rig = try await ArchiveRig(days: 1)
        let (store, product) = (rig.store, rig.products[0])
        try await store.addEvent(Sample.change(at: rig.clock.now), of: product)
        let claimed = try #require(try await store.claimEvents(limit: 1, lease: .seconds(30)).first)
        let expansion = Expansion(eventID: claimed.event.id, token: claimed.token, items: [], cursor: nil)
        #expect(try await store.expand(expansion) == .saved(alerts: 0, stale: []))
        let past = rig.clock.now + .milliseconds(1)
        #expect(try await store.forget(.events, before: past, limit: 9) == 1)
        let left = await store.heldEvents(of: product)
        #expect(left.rows == 0 && left.numbers == 0)
    }
}

extension MemoryStore {
    /// How many events it holds, and how many of them in the line of a product.
    fileprivate func heldEvents(of product: ProductID) -> (rows: Int, numbers: Int) {
        (events.count, eventsByProduct[product]?.numbers.count ?? 0)
    }
}
