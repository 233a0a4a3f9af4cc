import SalesTesting
import Testing

@testable import SalesCore

@Suite("What is in an archive, brought into another store")
struct TakeOverTests {
    /// A new store on the clock of a rig.
    private func newStore(_ rig: ArchiveRig) -> MemoryStore {
        MemoryStore(time: rig.clock, random: .seeded(9))
    }

    /// The archive of a rig as one for another store, which cannot write to it.
    private func archive(
        _ rig: ArchiveRig,
        for store: MemoryStore,
        change: @escaping @Sendable (String, [UInt8]) -> [UInt8]? = { $1 }
    ) -> PriceArchive {
        rig.archive(of: store, in: ReadOnlyArchiver(rig.archiver, change: change))
    }

    /// All rows of a store, with the numbers that a rig's products of the same URLs had.
    private func rows(of store: MemoryStore, as rig: ArchiveRig) async throws -> [PricePoint] {
        var rows: [PricePoint] = []
        for product in try await store.products(matching: .all, after: nil, limit: 100).elements {
            let number = try #require(Int(product.url.path.split(separator: "/").last ?? ""))
            for row in try await store.prices(of: product.id, in: Sample.allTime, after: nil, limit: 1_000).elements {
                var row = row
                row.productID = rig.products[number - 1]
                rows.append(row)
            }
        }
        return rows.sorted { ($0.productID, $0.observedAt) < ($1.productID, $1.observedAt) }
    }

    private func day(_ rig: ArchiveRig, before days: Int64) -> ArchiveDay {
        ArchiveDay(number: rig.clock.now.utcDay - days)
    }

    @Test("gives it every price once under the product of its URL, which nobody follows and nobody checks")
    func whole() async throws {
        let rig = try await ArchiveRig()
        let yen = Sample.row(of: rig.products[0], Sample.money(1_500, "JPY"), at: rig.rows[0].observedAt + .seconds(9))
        _ = try await rig.store.importPrices([yen])
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        let first = try await archive(rig, for: store).takeOver()
        #expect(first.days == 3 && first.rows == 73 && first.newRows == 73 && first.faults.isEmpty)
        #expect(first.products == 3 && first.newProducts == 3 && first.mergedProducts == 0 && first.namelessRows == 0)
        let all = (rig.rows + [yen]).sorted { ($0.productID, $0.observedAt) < ($1.productID, $1.observedAt) }
        #expect(try await rows(of: store, as: rig) == all)
        let products = try await store.products(matching: .all, after: nil, limit: 100).elements
        #expect(products.map(\.name) == ["Kettle 1", "Kettle 2", "Kettle 3"])
        #expect(products.allSatisfy { $0.activeFollowers == 0 && $0.state == ProductState() })
        #expect(try await store.websites(after: nil, limit: 10).elements.map(\.host) == [Sample.host])
        #expect(try await store.claimChecks(CheckRequest(limit: 10)).isEmpty)
        let again = try await archive(rig, for: store).takeOver()
        #expect(again.rows == 73 && again.newRows == 0 && again.products == 3 && again.newProducts == 0)
    }

    @Test("leaves what the store has as it is, whatever the numbers of its products are")
    func someThere() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        let own = try await store.addProduct(Sample.product(3, at: rig.clock.now)).product.id
        let there = try #require(rig.rows.last)
        let kept = Sample.row(of: own, Sample.pounds(1), at: there.observedAt)
        _ = try await store.importPrices([kept])
        let result = try await archive(rig, for: store).takeOver()
        #expect(result.newRows == 71 && result.products == 3 && result.newProducts == 2)
        let rows = try await store.prices(of: own, in: Sample.allTime, after: nil, limit: 100).elements
        #expect(rows.count == 24 && rows.last == kept)
    }

    @Test("is whole when it is done again, wherever it was stopped")
    func stopsAnywhere() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        var isDone = false
        for limit in 1...200 where !isDone {
            let store = newStore(rig)
            do {
                let stopping = StoppingArchiver(rig.archiver, Countdown(limit))
                _ = try await rig.archive(of: store, in: stopping).takeOver()
                isDone = true
            } catch ArchivingError.archive {
                // Done again below.
            }
            _ = try await archive(rig, for: store).takeOver()
            #expect(try await rows(of: store, as: rig) == rig.rows, "stopped at \(limit)")
        }
        #expect(isDone)
    }

    @Test("finds a product that was removed since in an older snapshot")
    func removed() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now - .seconds(2 * 86_400))
        try await rig.store.removeProduct(rig.products[2])
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        let result = try await archive(rig, for: store).takeOver()
        #expect(result.newProducts == 3 && result.newRows == 56 && result.namelessRows == 0)
        let first = rig.clock.now.utcDay - 3
        let left = rig.rows.filter { $0.productID != rig.products[2] || $0.observedAt.utcDay == first }
        #expect(try await rows(of: store, as: rig) == left)
    }

    @Test("counts the prices of a product that no snapshot names, and leaves them out")
    func nameless() async throws {
        let rig = try await ArchiveRig(days: 1)
        let token = try #require(try await rig.store.claimArchive(lease: .seconds(60)))
        let plan = ArchivePlan(partBytes: 400)
        let run = try #require(
            try await rig.store.openArchiveRun(of: day(rig, before: 1), plan: plan, token: token)
        )
        _ = try await rig.store.freeze(run.id, token: token)
        try await rig.store.releaseArchive(token)
        try await rig.store.removeProduct(rig.products[2])
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let result = try await archive(rig, for: newStore(rig)).takeOver()
        #expect(result.namelessProducts == 1 && result.namelessRows == 8 && result.newRows == 16)
        #expect(result.products == 2 && result.faults.isEmpty)
    }

    @Test("joins two of its products that are one by the URLs of this installation")
    func merged() async throws {
        let rig = try await ArchiveRig()
        let apart = Sample.row(of: rig.products[1], Sample.pounds(7), at: rig.rows[0].observedAt + .seconds(9))
        _ = try await rig.store.importPrices([apart])
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        let result = try await archive(rig, for: store).takeOver { url in
            url.path == "/products/2" ? Sample.url("https://\(Sample.host)/products/1") : url
        }
        #expect(result.products == 2 && result.newProducts == 2 && result.mergedProducts == 1)
        #expect(result.rows == 73 && result.newRows == 49)
    }

    @Test("is all but a damaged part, which is named; the part comes in when it is whole again")
    func damagedPart() async throws {
        let rig = try await ArchiveRig()
        let report = try await rig.archive().run(endedBy: rig.clock.now)
        let part = try #require(report.finished[1].parts(of: .prices).dropFirst().first)
        let store = newStore(rig)
        let damaged = archive(rig, for: store) { key, bytes in key == part.key ? Array(bytes.dropLast()) + [0] : bytes }
        let first = try await damaged.takeOver()
        #expect(first.faults.count == 1 && first.faults.first?.contains(part.key) == true)
        #expect(first.newRows == 72 - part.rows)
        let second = try await archive(rig, for: store).takeOver()
        #expect(second.faults.isEmpty && second.newRows == part.rows)
        #expect(try await rows(of: store, as: rig) == rig.rows)
    }

    @Test("goes by an older snapshot where the newest is damaged")
    func damagedSnapshot() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let prefix = "products/date=\(day(rig, before: 1))/"
        let store = newStore(rig)
        let result = try await archive(rig, for: store) { key, bytes in key.hasPrefix(prefix) ? nil : bytes }.takeOver()
        #expect(!result.faults.isEmpty && result.faults.allSatisfy { $0.contains(prefix) })
        #expect(result.newProducts == 3 && result.newRows == 72)
    }

    @Test("leaves a day out whose manifest is not the one that the next one names", arguments: [true, false])
    func changedManifest(isReadable: Bool) async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let changed = "manifests/date=\(day(rig, before: 2))/run-00001.json"
        let store = newStore(rig)
        let altered = archive(rig, for: store) { key, bytes in
            guard key == changed else { return bytes }
            return isReadable ? bytes + [UInt8(ascii: "\n")] : nil
        }
        let result = try await altered.takeOver()
        #expect(result.faults.count == 1 && result.faults.first?.contains(changed) == true)
        #expect(result.days == 2 && result.newRows == 48)
    }

    @Test("is refused as a whole where a newer program wrote it")
    func newer() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        let newer = archive(rig, for: store) { key, bytes in
            guard key.hasPrefix(ArchiveKeys.manifests) else { return bytes }
            let text = String(decoding: bytes, as: UTF8.self)
            return Array(text.replacing(#/"version" *: *1/#, with: "\"version\": 99").utf8)
        }
        let error = await #expect(throws: ArchivingError.self) { try await newer.takeOver() }
        #expect(error?.description.contains("newer program") == true, "\(String(describing: error))")
        #expect(error?.description.contains("version 99") == true)
        #expect(try await store.products(matching: .all, after: nil, limit: 10).elements.isEmpty)
    }

    @Test("passes days over that the store has archived itself, until they are brought back")
    func ownDays() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        _ = try await archive(rig, for: store).takeOver()
        let own = MemoryArchiver()
        let days = try await rig.archive(of: store, in: own).run(endedBy: rig.clock.now).finished.map(\.run.day)
        let again = try await archive(rig, for: store).takeOver()
        #expect(again.newRows == 0 && again.passedOverRows == 72 && again.ownDays == days)
        #expect(try await archive(rig, for: store).toTakeOver().ownDays == days)
        _ = try await rig.archive(of: store, in: own).restore(days[1])
        let restored = try await archive(rig, for: store).takeOver()
        #expect(restored.newRows == 0 && restored.passedOverRows == 48 && restored.ownDays == [days[0], days[2]])
        #expect(try await rig.archive(of: store, in: own).run(endedBy: rig.clock.now).finished.isEmpty)
    }

    @Test("keeps its lease while it reads what does not come in, however long that takes")
    func slowly() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        _ = try await archive(rig, for: store).takeOver()
        let own = rig.archive(of: store, in: MemoryArchiver())
        for days in [3, 2] { _ = try await own.run(day(rig, before: Int64(days)), endedBy: rig.clock.now) }
        let slow = archive(rig, for: store) { [clock = rig.clock] _, bytes in
            clock.advance(by: .seconds(30))
            return bytes
        }
        let result = try await slow.takeOver()
        #expect(result.passedOverRows == 48 && result.newRows == 0 && result.ownDays.count == 2)
    }

    @Test("takes a row that was archived again after an import as the later run has it")
    func archivedTwice() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let first = try #require(rig.rows.first)
        let again = Sample.row(of: first.productID, Sample.pounds(7), at: first.observedAt)
        _ = try await rig.store.importPrices([again])
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        let result = try await archive(rig, for: store).takeOver()
        #expect(result.rows == 73 && result.newRows == 72 && result.days == 3)
        #expect(try await rows(of: store, as: rig) == [again] + rig.rows.dropFirst())
    }

    @Test("gives a store that was set back to before a day that day of its own archive")
    func olderCopy() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        // The same random numbers draw the same name.
        let copy = MemoryStore(time: rig.clock, random: .seeded(3))
        #expect(try await copy.archiveIdentity() == (try await rig.store.archiveIdentity()))
        #expect(try await archive(rig, for: copy).takeOver().newRows == 72)
        #expect(try await rows(of: copy, as: rig) == rig.rows)
    }

    @Test("can be one day of it alone")
    func oneDay() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        let asked = day(rig, before: 2)
        let result = try await archive(rig, for: store).takeOver(asked...asked)
        #expect(result.days == 1 && result.rows == 24 && result.newRows == 24 && result.products == 3)
        #expect(try await rows(of: store, as: rig) == rig.rows.filter { $0.observedAt.utcDay == asked.number })
        let none = day(rig, before: 9)
        #expect(try await archive(rig, for: store).takeOver(none...none) == PriceArchive.TakeOver())
    }

    @Test("is told of before anything is changed")
    func prospect() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        let result = try await archive(rig, for: store).toTakeOver()
        #expect(result.days == 3 && result.rows == 72 && result.products == 3 && result.ownDays.isEmpty)
        #expect(try await store.products(matching: .all, after: nil, limit: 10).elements.isEmpty)
    }

    @Test("waits for whoever archives the store, since rows would be archived twice")
    func busy() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let store = newStore(rig)
        _ = try #require(try await store.claimArchive(lease: .seconds(60)))
        await #expect(throws: ArchivingError.busy) { try await archive(rig, for: store).takeOver() }
    }
}

@Suite("A chain of manifests")
struct ManifestChainTests {
    private let identity = ArchiveIdentity(name: String(repeating: "a", count: 32), zone: "UTC")

    /// The manifest of a day that continues another.
    private func link(_ day: Int64, _ sequence: Int, behind: ManifestChain.Link? = nil) -> ManifestChain.Link {
        let run = ArchiveRun(
            id: ArchiveRun.ID(day: ArchiveDay(number: day), number: 1),
            span: .start(ofUTCDay: day)..<Timestamp.start(ofUTCDay: day + 1),
            plan: ArchivePlan(),
            step: .verified,
            rows: 2
        )
        var manifest = Sample.manifest(of: run, in: identity, sequence: sequence)
        manifest.previous = behind.map { ArchiveManifest.Previous(key: $0.key, sha256: $0.sha256) }
        return ManifestChain.Link(
            key: ArchiveKeys.manifest(of: run.id),
            sha256: ContentHash.sha256(manifest.document),
            manifest: manifest
        )
    }

    @Test("is whole where each names the one before, also where a store went on from an older copy of itself")
    func fork() {
        let first = link(1, 1)
        let second = link(2, 2, behind: first)
        let other = link(3, 2, behind: first)
        let chain = ManifestChain([other, second, first, link(4, 3, behind: other)])
        #expect(chain.faults.isEmpty)
        #expect(chain.manifests.map(\.sequence) == [1, 2, 2, 3])
    }

    @Test("says which is missing, and goes by the others")
    func missing() {
        let first = link(1, 1)
        let second = link(2, 2, behind: first)
        let chain = ManifestChain([first, link(3, 3, behind: second)])
        #expect(chain.manifests.map(\.sequence) == [1, 3])
        #expect(chain.faults.count == 1)
        #expect(chain.faults.first?.contains("\(second.key) as the one before it, which is missing") == true)
    }

    @Test("does not go by what a changed one says of the one before it")
    func changed() {
        let first = link(1, 1)
        let second = link(2, 2, behind: first)
        let third = link(3, 3, behind: second)
        var altered = link(2, 2)
        altered.manifest.previous = ArchiveManifest.Previous(key: first.key, sha256: String(repeating: "0", count: 64))
        let chain = ManifestChain([first, altered, third])
        #expect(chain.manifests.map(\.sequence) == [1, 3])
        #expect(chain.faults.count == 1 && chain.faults.first?.contains(second.key) == true)
    }

    @Test("leaves out a manifest that stands under the key of another run")
    func misplaced() {
        let first = link(1, 1)
        var copy = first
        copy.key = "manifests/date=1970-01-09/run-00001.json"
        let chain = ManifestChain([first, copy])
        #expect(chain.manifests.count == 1)
        #expect(chain.faults.count == 1 && chain.faults.first?.contains(copy.key) == true)
    }
}
