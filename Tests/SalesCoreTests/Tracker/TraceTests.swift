import Logging
import SalesCore
import SalesTesting
import Testing

@Suite("One name from a reading to its alerts", .timeLimit(.minutes(15)))
struct TraceTests {
    private let log = LogLines()

    /// A drop that is read, confirmed, and handed to a carrier as its script says; its trace.
    private func drop(_ answers: RecordingNotifier.Answer...) async throws -> (alert: Alert, lines: [String]) {
        let bench = try TrackerBench(logger: log.logger(.debug))
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.show(bench.page("45.00"))
        for answer in answers { bench.inbox.script(answer) }
        for _ in 0..<2 { try await bench.round() }
        let alert = try #require(try await bench.alerts().first)
        let trace = try #require(alert.facts.change.trace)
        return (alert, log.all.filter { $0.contains(" trace=\(trace)") })
    }

    private func steps(_ lines: [String]) -> [String] {
        lines.map { line in
            let words = line.split(separator: " ").dropFirst()
            return words.prefix { !$0.contains("=") }.joined(separator: " ")
        }
    }

    @Test("leads through every line of an alert that is taken")
    func taken() async throws {
        let (alert, lines) = try await drop()
        #expect(steps(lines) == ["Read", "Committed", "Expanded", "Handing over", "Accepted"])
        for line in lines.suffix(3) { #expect(line.contains(alert.id.rawValue)) }
        #expect(lines.first?.contains("price=45.00 GBP") == true)
        #expect(lines.last?.contains("recorded=true") == true)
    }

    @Test("leads to why an alert is not taken, for a while or for good")
    func failed() async throws {
        let busy = NotifyError(.unavailable, advice: .later(after: nil), message: "the carrier is busy")
        let retried = try await drop(.fail(busy))
        #expect(steps(retried.lines).last == "Failed, to be tried again")
        #expect(retried.lines.last?.contains("the carrier is busy") == true)
        let refused = try await drop(.fail(NotifyError(.rejected, message: "no such box")))
        let last = try #require(refused.lines.last)
        #expect(last.hasPrefix("notice Failed for good") && last.contains("why=no such box"))
    }

    @Test("a reading that confirms nothing has another name than the one that does")
    func each() async throws {
        let (alert, _) = try await drop()
        let names = Set(
            log.all.filter { $0.hasPrefix("debug Read ") }.flatMap { $0.split(separator: " ") }
                .filter { $0.hasPrefix("trace=") }.map { $0.dropFirst("trace=".count) }
        )
        #expect(names.count == 3, "the first is of the look that tracking takes: \(log.all)")
        #expect(names.contains(Substring(alert.facts.change.trace ?? "none")))
    }

    @Test("an outcome that another worker overtook is said not to be committed")
    func overtaken() async throws {
        let bench = try TrackerBench(logger: log.logger(.debug))
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        let check = try #require(try await bench.dueChecks().first)
        bench.clock.advance(by: .seconds(60))
        _ = await bench.tracker.perform(check)
        let last = try #require(log.all.last)
        #expect(last.hasPrefix("debug Not committed") && last.contains("trace=\(check.trace) "))
        #expect(last.contains("another worker"))
    }
}
