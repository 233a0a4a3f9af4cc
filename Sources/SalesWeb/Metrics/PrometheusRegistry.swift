public import CoreMetrics
import Synchronization

/// Keeps what is counted in this process, and writes it as Prometheus reads it.
///
/// A backend of swift-metrics that is a value like any other: whoever composes a program gives it to what counts, and
/// may bootstrap the process with it for libraries that count by themselves. What it keeps is bounded: of a metric that
/// has 2,000 sets of labels, further ones are counted together, each label `other`.
public final class PrometheusRegistry: MetricsFactory, Sendable {
    /// What is counted under one name.
    private struct Metric {
        let kind: MetricFamily.Kind
        var series: [[MetricLabel]: any MetricSeries] = [:]
    }

    private let described: [String: MetricDescription]
    private let metrics = Mutex<[String: Metric]>([:])

    /// The most metrics that are kept; what is counted under further names is not told.
    static let maximumMetrics = 500
    /// The most sets of labels of one metric, before further ones are counted together.
    static let maximumSeries = 2_000

    /// A registry that knows the metrics of this program, and has counted nothing yet.
    ///
    /// - Parameter version: that of the program; nil where it is not to be told.
    public convenience init(version: String? = nil) {
        self.init(describing: MetricDescription.all)
        guard let version else { return }
        gauge(MetricDescription.build.name, [("version", version)]).set(Int64(1))
    }

    /// A registry.
    ///
    /// - Parameter descriptions: of the metrics that are known beforehand; others have neither words nor buckets of
    ///   their own.
    init(describing descriptions: [MetricDescription]) {
        described = Dictionary(descriptions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All that was counted up to now, and what the system says of the process, in Prometheus' text format.
    public func text() -> String {
        let system = ProcessFigures.current.families
        let names = Set(system.map(\.name))
        let all = families().filter { !names.contains($0.name) } + system
        return PrometheusText.text(all.sorted { $0.name < $1.name })
    }

    /// All that was counted up to now, in the order of the names and of the labels.
    func families() -> [MetricFamily] {
        let metrics = metrics.withLock { $0 }
        return metrics.sorted { $0.key < $1.key }.map { name, metric in
            MetricFamily(
                name: name,
                help: described[name]?.help ?? "Not described.",
                kind: metric.kind,
                series: metric.series.sorted { $0.key.lexicographicallyPrecedes($1.key) }
                    .map { MetricFamily.Series(labels: $0.key, value: $0.value.value) }
            )
        }
    }

    /// The series of a metric and its labels: the same one each time.
    ///
    /// Where the name is one of another kind already, and where there is no room, it is one that nobody reads.
    private func series<Series: MetricSeries>(
        _ name: String,
        _ kind: MetricFamily.Kind,
        _ labels: [MetricLabel],
        _ make: () -> Series
    ) -> Series {
        metrics.withLock { metrics in
            if metrics[name] == nil, metrics.count < Self.maximumMetrics { metrics[name] = Metric(kind: kind) }
            guard metrics[name]?.kind == kind else { return make() }
            let count = metrics[name]?.series.count ?? 0
            var labels = labels
            if count >= Self.maximumSeries, metrics[name]?.series[labels] == nil {
                labels = labels.map { MetricLabel(name: $0.name, value: "other") }
            }
            if let known = metrics[name]?.series[labels] { return known as? Series ?? make() }
            let new = make()
            // Names of labels that are made up without end have no place either.
            if count < 2 * Self.maximumSeries { metrics[name]?.series[labels] = new }
            return new
        }
    }

    private func remove(_ series: ObjectIdentifier) {
        metrics.withLock { metrics in
            for (name, metric) in metrics {
                for (labels, known) in metric.series where ObjectIdentifier(known) == series {
                    metrics[name]?.series[labels] = nil
                }
            }
        }
    }
}

extension PrometheusRegistry {
    /// What counts up; names of counters end with `_total`.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    /// What counts up by fractions; names of counters end with `_total`.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    /// What holds a value that goes up and down.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    /// What counts values by their size or, where they are not to be aggregated, holds the last one.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate { return histogram(MetricName.metric(label), dimensions) }
        return gauge(label, dimensions)
    }

    /// What counts durations by their size; names end with their unit, `_seconds`.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(MetricName.metric(label, ending: "_seconds"), dimensions)
    }

    /// Forgets what was counted.
    public func destroyCounter(_ handler: any CounterHandler) { remove(ObjectIdentifier(handler)) }

    /// Forgets what was counted.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
        remove(ObjectIdentifier(handler))
    }

    /// Forgets the value.
    public func destroyMeter(_ handler: any MeterHandler) { remove(ObjectIdentifier(handler)) }

    /// Forgets what was counted.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(ObjectIdentifier(handler)) }

    /// Forgets what was counted.
    public func destroyTimer(_ handler: any TimerHandler) { remove(ObjectIdentifier(handler)) }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
        series(MetricName.metric(label, ending: "_total"), .counter, MetricName.labels(dimensions)) { CounterSeries() }
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        series(MetricName.metric(label), .gauge, MetricName.labels(dimensions)) { GaugeSeries() }
    }

    private func histogram(_ name: String, _ dimensions: [(String, String)]) -> HistogramSeries {
        let bounds = described[name]?.buckets ?? MetricDescription.standardBuckets
        return series(name, .histogram, MetricName.labels(dimensions)) { HistogramSeries(bounds: bounds) }
    }
}
