import CoreMetrics
import Testing

@testable import SalesWeb

@Suite("Metrics as Prometheus reads them")
struct PrometheusTextTests {
    @Test("a metric is its words, its kind and a line for each series, in the order of names and labels")
    func golden() {
        let registry = PrometheusRegistry(describing: [
            MetricDescription(name: "jobs_total", help: "Jobs that were done."),
            MetricDescription(name: "wait_seconds", help: "How long jobs waited.", buckets: [0.5, 1, 180]),
        ])
        registry.makeCounter(label: "jobs", dimensions: [("queue", "b")]).increment(by: 1)
        registry.makeCounter(label: "jobs_total", dimensions: [("queue", "a")]).increment(by: 42)
        registry.makeMeter(label: "room", dimensions: []).set(0.5)
        let waits = registry.makeTimer(label: "wait", dimensions: [("queue", "a"), ("by", "hand")])
        for milliseconds in [250, 1_000, 180_000, 181_000] as [Int64] {
            waits.recordNanoseconds(milliseconds * 1_000_000)
        }
        #expect(
            PrometheusText.text(registry.families()) == """
                # HELP jobs_total Jobs that were done.
                # TYPE jobs_total counter
                jobs_total{queue="a"} 42
                jobs_total{queue="b"} 1
                # HELP room Not described.
                # TYPE room gauge
                room 0.5
                # HELP wait_seconds How long jobs waited.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{by="hand",queue="a",le="0.5"} 1
                wait_seconds_bucket{by="hand",queue="a",le="1"} 2
                wait_seconds_bucket{by="hand",queue="a",le="180"} 3
                wait_seconds_bucket{by="hand",queue="a",le="+Inf"} 4
                wait_seconds_sum{by="hand",queue="a"} 362.25
                wait_seconds_count{by="hand",queue="a"} 4

                """
        )
    }

    @Test("backslashes, quotes and ends of lines are escaped, also where people see one character with another")
    func escaping() {
        let label = MetricLabel(name: "path", value: "C:\\é\"\r\n")
        let family = MetricFamily(
            name: "x",
            help: "a\\b\r\n\"c\"",
            kind: .gauge,
            series: [.init(labels: [label], value: .number(1))]
        )
        let text = PrometheusText.text([family])
        #expect(text == "# HELP x a\\\\b\r\\n\"c\"\n# TYPE x gauge\nx{path=\"C:\\\\é\\\"\r\\n\"} 1\n")
        #expect(text.unicodeScalars.count { $0 == "\n" } == 3)
    }

    @Test(
        "numbers are written as Go reads them",
        arguments: [
            (Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (-0.0, "0"), (-3, "-3"), (2.5, "2.5"),
            (0.00005, "5e-05"), (1_772_366_400.25, "1772366400.25"), (1e15, "1000000000000000"), (1e20, "1e+20"),
        ] as [(Double, String)]
    )
    func numbers(_ value: Double, _ text: String) {
        let family = MetricFamily(
            name: "x",
            help: "",
            kind: .gauge,
            series: [.init(labels: [], value: .number(value))]
        )
        #expect(PrometheusText.text([family]) == "# HELP x \n# TYPE x gauge\nx \(text)\n")
    }

    @Test("a metric of which nothing was counted is left out")
    func empty() {
        #expect(PrometheusText.text([MetricFamily(name: "x", help: "", kind: .gauge, series: [])]).isEmpty)
    }
}

@Suite("Names of metrics and labels")
struct MetricNameTests {
    @Test(
        "what no name may hold becomes a line",
        arguments: [
            ("sales.checks", "sales_checks"), ("a:b", "a:b"), ("9lives", "_9lives"), ("", "_"), ("é x", "___x"),
            ("a{b=\"c\"}\n", "a_b__c___"),
        ]
    )
    func metrics(_ text: String, _ name: String) {
        #expect(MetricName.metric(text) == name)
        #expect(MetricName.metric(text, ending: "_total") == name + "_total")
        #expect(MetricName.metric(name + "_total", ending: "_total") == name + "_total")
    }

    @Test("labels are in the order of their names, each once, and none is one of Prometheus' own")
    func labels() {
        func names(_ dimensions: [(String, String)]) -> [String] {
            MetricName.labels(dimensions).map { "\($0.name)=\($0.value)" }
        }
        #expect(names([("b", "1"), ("a", "2")]) == ["a=2", "b=1"])
        #expect(names([("a", "1"), ("a", "2")]) == ["a=1"])
        #expect(names([("le", "1"), ("quantile", "2"), ("__name__", "3")]) == ["_name__=3", "le_=1", "quantile_=2"])
        #expect(names([("a.b", "1"), ("c:d", "2")]) == ["a_b=1", "c_d=2"])
        #expect(names((0..<50).map { ("a\($0)", "x") }).count == MetricName.maximumLabels)
        #expect(names([("a", String(repeating: "é", count: 500))])[0].count == 2 + MetricName.longestValue)
    }
}
