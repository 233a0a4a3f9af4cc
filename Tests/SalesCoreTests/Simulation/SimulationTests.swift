import Foundation
import Testing

/// `SALES_SIMULATION=FIRST-LAST` names other seeds: `Scripts/campaign simulation` runs a hundred thousand of them.
@Suite("The whole pipeline, simulated", .timeLimit(.minutes(600)))
struct SimulationTests {
    private static let seeds: ClosedRange<UInt64> = {
        let bounds = ProcessInfo.processInfo.environment["SALES_SIMULATION"]?.split(separator: "-").compactMap {
            UInt64($0)
        }
        guard let bounds, bounds.count == 2, bounds[0] <= bounds[1] else { return 0...59 }
        return bounds[0]...bounds[1]
    }()

    @Test("tells nothing false, nothing twice, nobody who may not be told, and loses nothing, whatever the seed")
    func seeds() async throws {
        let results = try await withThrowingTaskGroup(of: (failed: [UInt64: [String]], told: Int).self) { group in
            let workers = UInt64(ProcessInfo.processInfo.activeProcessorCount)
            for worker in 0..<workers {
                group.addTask {
                    var failed: [UInt64: [String]] = [:]
                    var told = 0
                    for seed in Self.seeds where seed % workers == worker {
                        var simulation = try Simulation(seed: seed)
                        try await simulation.run()
                        told += simulation.told
                        if Self.seeds.count == 1 { print(try await simulation.story().joined(separator: "\n")) }
                        if !simulation.faults.isEmpty { failed[seed] = simulation.faults }
                    }
                    return (failed, told)
                }
            }
            return try await group.reduce(into: (failed: [UInt64: [String]](), told: 0)) { sum, part in
                sum.failed.merge(part.failed) { $0 + $1 }
                sum.told += part.told
            }
        }
        print(
            "simulation: \(Self.seeds.count) seeds, \(results.told) messages, \(results.failed.count) seeds with faults"
        )
        for (seed, faults) in results.failed.sorted(by: { $0.key < $1.key }).prefix(20) {
            Issue.record(
                "seed \(seed): \(faults.prefix(3).joined(separator: "; ")) (SALES_SIMULATION=\(seed)-\(seed) runs it again)"
            )
        }
        // A simulation that tells nothing shows nothing.
        #expect(results.told >= Self.seeds.count)
    }
}
