import Foundation
import Synchronization
import Testing

@testable import LocalShop
@testable import salesctl

@Suite("Output that nobody reads", .timeLimit(.minutes(15)))
struct OutputQueueTests {
    /// A reader that takes nothing until it is let.
    private final class Reader: Sendable {
        let gate = DispatchSemaphore(value: 0)
        private let taken = Mutex("")

        var text: String { taken.withLock { $0 } }

        func take(_ piece: String, from stream: StandardStream) -> Int32 {
            gate.wait()
            gate.signal()
            taken.withLock { $0 += piece }
            return piece.contains("lost") ? ENOSPC : 0
        }
    }

    @Test("holds nobody up; lines are dropped where too many wait, and how many is said")
    func dropped() async {
        let reader = Reader()
        let queue = OutputQueue { reader.take($0, from: $1) }
        let line = String(repeating: "x", count: OutputQueue.maximumBytes / 4 - 1) + "\n"
        for _ in 0..<7 { queue.add(line, to: .output) }
        queue.add("status", to: .output, isCounted: false)
        #expect(reader.text.isEmpty)
        reader.gate.signal()
        await queue.drain(atMost: .seconds(50))
        queue.add("again\n", to: .output)
        await queue.drain(atMost: .seconds(50))
        let text = reader.text
        #expect(text.split(separator: "\n").count { $0.hasPrefix("xxx") } == 4)
        #expect(text.hasSuffix("salesctl: warning: 3 lines were dropped, since nobody read the output.\nagain\n"))
    }

    @Test("holds up an alert's line, which is written whole or known not to be")
    func awaited() async {
        let reader = Reader()
        let queue = OutputQueue { reader.take($0, from: $1) }
        let given = Task { await queue.addAwaited("given up\n", to: .output).result() }
        given.cancel()
        #expect(await given.value == ECANCELED)
        let told = queue.addAwaited("told\n", to: .output)
        let lost = queue.addAwaited("lost\n", to: .output)
        await queue.drain(atMost: .milliseconds(1))
        reader.gate.signal()
        #expect(await told.result() == 0)
        #expect(await lost.result() == ENOSPC)
    }

    @Test("An alert that could not be written is not told, and is tried again")
    func fullDisk() async throws {
        struct Alert: Decodable {
            let status: String
            let failure: String?
        }
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6), "--below", "40").status == 0)
                shop.setPrice(39_99, of: 6)
                let full = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
                _ = try await home.start("check", output: full).end()
                let alerts: [Alert] = try await home.salesctl("alerts", "--format", "json").json()
                #expect(alerts.map(\.status) == ["pending"])
                #expect(alerts.first?.failure?.contains("No space left on device") == true)
                let list = try await home.start("list", "--format", "json", output: full).end()
                #expect(list.status == 74 && list.errors.contains("is not complete"))
                let table = try await home.start("list", output: full).end()
                let history = try await home.start("history", "1", output: full).end()
                #expect(table.status == 74 && table.errors.contains("is not complete"))
                #expect(history.status == 74 && history.errors.contains("is not complete"))
            }
        }
    }

    @Test("Watch ends when it is told to although its output is not read")
    func paused() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6), "--below", "40", "--every", "1s").status == 0)
                let pipe = Pipe()
                try Self.fill(pipe.fileHandleForWriting.fileDescriptor)
                let watch = try await home.start("watch", output: pipe.fileHandleForWriting)
                let begun = shop.shop.log.count
                while shop.shop.log.count == begun { try await Task.sleep(for: .milliseconds(20)) }
                watch.send(SIGTERM)
                #expect(try await watch.end().status == 0)
                withExtendedLifetime(pipe) {}
            }
        }
    }

    /// Fills a pipe to its last byte.
    private static func fill(_ descriptor: Int32) throws {
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
        while write(descriptor, [UInt8](repeating: 10, count: 512), 512) > 0 {}
        while write(descriptor, [10] as [UInt8], 1) > 0 {}
        _ = fcntl(descriptor, F_SETFL, flags)
    }
}
