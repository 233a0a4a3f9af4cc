import CoreMetrics
import Testing

@testable import SalesWeb

@Suite("What is counted in a process")
struct PrometheusRegistryTests {
    private let registry = PrometheusRegistry(describing: [])

    /// The numbers under a name, by their labels' values.
    private func numbers(_ name: String) -> [[String]: Double] {
        var numbers: [[String]: Double] = [:]
        for series in registry.families().first(where: { $0.name == name })?.series ?? [] {
            guard case .number(let number) = series.value else { continue }
            numbers[series.labels.map(\.value)] = number
        }
        return numbers
    }

    @Test("the same labels are one series, in whatever order they come")
    func sameSeries() {
        Counter(label: "x", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        Counter(label: "x", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
        FloatingPointCounter(label: "x", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment(by: 0.5)
        #expect(numbers("x_total") == [["1", "2"]: 2.5])
    }

    @Test("a counter goes up only, and can begin again")
    func counters() {
        let counter = registry.makeCounter(label: "x", dimensions: [])
        #expect(numbers("x_total") == [[]: 0])
        counter.increment(by: 5)
        counter.increment(by: -3)
        let fractions = registry.makeFloatingPointCounter(label: "x", dimensions: [])
        for amount in [Double.nan, .infinity, -1] { fractions.increment(by: amount) }
        #expect(numbers("x_total") == [[]: 5])
        counter.reset()
        #expect(numbers("x_total") == [[]: 0])
    }

    @Test("a meter, and what does not aggregate, hold the last value")
    func gauges() {
        let meter = registry.makeMeter(label: "x", dimensions: [])
        meter.set(Int64(7))
        meter.increment(by: 2)
        meter.decrement(by: 0.5)
        #expect(numbers("x") == [[]: 8.5])
        registry.makeRecorder(label: "x", dimensions: [], aggregate: false).record(Int64(3))
        #expect(numbers("x") == [[]: 3])
    }

    @Test("values on a bound belong to its bucket, and what is no number to none")
    func buckets() {
        var counts = HistogramCounts(bounds: [1, 0.5, .infinity, 1, .nan])
        #expect(counts.bounds == [0.5, 1])
        for value in [-1, 0.5, 0.75, 1, 1.5, .nan, .infinity] as [Double] { counts.add(value) }
        #expect(counts.counts == [2, 2, 1] && counts.sum == 2.75)
    }

    @Test("a name has one kind: what counts under it otherwise is not told")
    func kinds() {
        registry.makeMeter(label: "x_total", dimensions: []).set(Int64(1))
        registry.makeCounter(label: "x", dimensions: []).increment(by: 5)
        #expect(numbers("x_total") == [[]: 1])
    }

    @Test("beyond so many sets of labels further ones are counted together, and none is lost")
    func bounded() {
        let many = PrometheusRegistry.maximumSeries + 50
        for _ in 0..<2 {
            for number in 0..<many {
                registry.makeCounter(label: "x", dimensions: [("host", "\(number)")]).increment(by: 1)
            }
        }
        let numbers = numbers("x_total")
        #expect(numbers.count == PrometheusRegistry.maximumSeries + 1)
        #expect(numbers[["0"]] == 2 && numbers[["other"]] == 100)
        for number in 0..<(2 * PrometheusRegistry.maximumMetrics) {
            registry.makeCounter(label: "y\(number)", dimensions: []).increment(by: 1)
        }
        #expect(registry.families().count == PrometheusRegistry.maximumMetrics)
    }

    @Test("what is destroyed is forgotten, and begins again at 0")
    func destroyed() {
        let counter = Counter(label: "x", factory: registry)
        counter.increment(by: 5)
        let timer = Timer(label: "y", factory: registry)
        timer.destroy()
        counter.destroy()
        #expect(registry.families().allSatisfy { $0.series.isEmpty })
        Counter(label: "x", factory: registry).increment()
        #expect(numbers("x_total") == [[]: 1])
    }

    @Test("any number of tasks count at once, and none of what they count is lost or told by half")
    func concurrency() async {
        let (tasks, times) = (8, 500)
        await withTaskGroup { group in
            for task in 0..<tasks {
                group.addTask { [registry] in
                    for time in 0..<times {
                        Counter(label: "x", dimensions: [("task", "\(task % 2)")], factory: registry).increment()
                        Timer(label: "y", factory: registry).recordNanoseconds(Int64(time) * 1_000_000)
                    }
                }
            }
            group.addTask { [registry] in
                for _ in 0..<50 {
                    for family in registry.families() where family.kind == .histogram {
                        guard case .histogram(let counts) = family.series.first?.value else { continue }
                        // Each value is below a second: the sum bounds how many there are.
                        #expect(counts.sum <= Double(counts.counts.reduce(0, +)))
                    }
                }
            }
        }
        let half = Double(tasks * times / 2)
        #expect(numbers("x_total") == [["0"]: half, ["1"]: half])
        let waits = registry.families().first { $0.name == "y_seconds" }
        guard case .histogram(let counts) = waits?.series.first?.value else {
            Issue.record("a timer is a histogram")
            return
        }
        #expect(counts.counts.reduce(0, +) == Int64(tasks * times))
    }
}
