import Foundation
import GRDB
import Testing

@testable import LocalShop

@Suite("The watch", .timeLimit(.minutes(15)))
struct WatchTests {
    /// Looks again and again until something holds; false where it does not within 20 seconds.
    private func holds(_ condition: () async throws -> Bool) async throws -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(20)
        while clock.now < end {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    private static func leases(in path: String) async throws -> Int {
        let queue = try DatabaseQueue(path: path)
        let count = try await queue.read { db in
            try ["products", "price_events", "alerts"].map { table in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE lease_until IS NOT NULL") ?? 0
            }
        }
        try queue.close()
        return count.reduce(0, +)
    }

    @Test("A signal ends it with 0, with nothing leased and nothing half done", arguments: [SIGTERM, SIGINT])
    func signals(_ signal: Int32) async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                for id in [1, 4, 6] {
                    let run = try await home.salesctl("track", shop.page(id), "--every", "1s")
                    #expect(run.status == 0)
                }
                // One page hangs, so that the signal falls into a check.
                #expect(shop.shop.setFault(Fault(kind: .hang), of: 4))
                let watch = try await home.start("watch")
                #expect(try await holds { try await Self.leases(in: home.storePath) > 0 })
                watch.send(signal)
                let run = try await watch.end()
                #expect(run.status == 0, "\(run.errors)")
                #expect(run.output.contains("stopped"))
                #expect(try await Self.leases(in: home.storePath) == 0)
                #expect(!run.output.contains(Sandbox.secret) && !run.errors.contains(Sandbox.secret))
            }
        }
    }

    @Test(
        "It tells a drop, picks up what is tracked meanwhile, and writes nothing but JSON where that is asked for",
        arguments: ["--log-format", "--format"]
    )
    func tells(_ option: String) async throws {
        struct Line: Decodable {
            let message: String
            let product: String?
        }
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let watch = try await home.start("watch", option, "json")
                #expect(try await holds { watch.output.contains("watching") })
                let tracked = try await home.salesctl("track", shop.page(6), "--below", "40", "--every", "1s")
                #expect(tracked.status == 0)
                shop.setPrice(39_99, of: 6)
                #expect(try await holds { watch.output.contains(#""message":"told""#) })
                watch.send(SIGTERM)
                let run = try await watch.end()
                #expect(run.status == 0 && run.errors.contains("Price drop: "))
                let lines = try run.jsonLines(as: Line.self)
                #expect(lines.first?.message == "watching" && lines.last?.message == "stopped")
                #expect(lines.filter { $0.message == "told" }.map(\.product) == ["1"])
            }
        }
    }

    @Test("It ends with 74 and a sentence when its store is deleted or replaced under it", arguments: [false, true])
    func lostStore(_ isReplaced: Bool) async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6), "--every", "1s").status == 0)
                let watch = try await home.start("watch")
                #expect(try await holds { watch.output.contains("watching") })
                let files = FileManager.default
                let other = home.folder.path + "/other.sqlite"
                if isReplaced {
                    let run = try await home.salesctl("track", shop.page(4), "--store", "sqlite:\(other)")
                    #expect(run.status == 0)
                }
                for suffix in ["-wal", "-shm"] { _ = rename(other + suffix, home.storePath + suffix) }
                if isReplaced { #expect(rename(other, home.storePath) == 0) } else { unlink(home.storePath) }
                let run = try await watch.end()
                #expect(run.status == 74, "\(run.errors)")
                #expect(run.errors.contains(isReplaced ? "was replaced by another file" : "was deleted or moved"))
                #expect(run.errors.contains(home.storePath) && run.errors.lowercased().contains("start again"))
                // What was put in its place is whole.
                #expect(files.fileExists(atPath: home.storePath) == isReplaced)
                if isReplaced { #expect(try await home.products().count == 1) }
            }
        }
    }

    @Test("It warns that nobody will be told where no channel is named")
    func nobody() async throws {
        try await Sandbox.with { home in
            let file = try home.file("none.yaml", "notify:\n  channels: []\n")
            let watch = try await home.start("watch", "--config", file)
            #expect(try await holds { watch.output.contains("watching") })
            watch.send(SIGTERM)
            let run = try await watch.end()
            #expect(run.status == 0 && run.errors.contains("line 2 column 13"))
            #expect(run.errors.contains("nobody will be told"))
        }
    }
}
