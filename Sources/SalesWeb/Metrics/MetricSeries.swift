internal import CoreMetrics
import Synchronization

/// What is counted under one set of labels, by any number of tasks at once.
protocol MetricSeries: AnyObject, Sendable {
    /// What was counted up to now.
    var value: MetricFamily.Value { get }
}

/// Counts up.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
    private let count = Mutex(0.0)

    var value: MetricFamily.Value { .number(count.withLock { $0 }) }

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    /// Counts so much more; what is below zero, or no number, counts as nothing.
    func increment(by amount: Double) {
        guard amount.isFinite, amount > 0 else { return }
        count.withLock { $0 += amount }
    }

    func reset() { count.withLock { $0 = 0 } }
}

/// Holds the last value.
final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
    private let last = Mutex(0.0)

    var value: MetricFamily.Value { .number(last.withLock { $0 }) }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) { last.withLock { $0 = value } }

    func increment(by amount: Double) { last.withLock { $0 += amount } }

    func decrement(by amount: Double) { last.withLock { $0 -= amount } }

    func record(_ value: Int64) { set(Double(value)) }

    func record(_ value: Double) { set(value) }
}

/// Counts values by their size; durations are in seconds.
final class HistogramSeries: MetricSeries, RecorderHandler, TimerHandler {
    private let counts: Mutex<HistogramCounts>

    init(bounds: [Double]) {
        counts = Mutex(HistogramCounts(bounds: bounds))
    }

    var value: MetricFamily.Value { .histogram(counts.withLock { $0 }) }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) { counts.withLock { $0.add(value) } }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
}
