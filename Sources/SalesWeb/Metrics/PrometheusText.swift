/// Metrics as Prometheus reads them: its text format, version 0.0.4
/// (prometheus.io/docs/instrumenting/exposition_formats).
///
/// Pure.
enum PrometheusText {
    /// What the text is sent as.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The metrics in the order given; one without series is left out.
    static func text(_ families: [MetricFamily]) -> String {
        var text = ""
        for family in families where !family.series.isEmpty {
            text += "# HELP \(family.name) \(escaped(family.help))\n"
            text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
            for series in family.series { add(series, of: family.name, to: &text) }
        }
        return text
    }

    private static func add(_ series: MetricFamily.Series, of name: String, to text: inout String) {
        func line(_ suffix: String, _ value: String, _ bound: MetricLabel? = nil) {
            text += "\(name)\(suffix)\(labels(series.labels + (bound.map { [$0] } ?? []))) \(value)\n"
        }
        switch series.value {
        case .number(let value): line("", number(value))
        case .histogram(let histogram):
            // Each bucket holds those before it, and the last one all.
            var sum: Int64 = 0
            for (bound, count) in zip(histogram.bounds + [.infinity], histogram.counts) {
                sum += count
                line("_bucket", "\(sum)", MetricLabel(name: "le", value: number(bound)))
            }
            line("_sum", number(histogram.sum))
            line("_count", "\(sum)")
        }
    }

    private static func labels(_ labels: [MetricLabel]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
    }

    /// A text in one line; of two characters that are one to people, each is looked at.
    private static func escaped(_ text: String, quotes: Bool = false) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\"" where quotes: escaped.append(contentsOf: "\\\"".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// A number as Go's `ParseFloat` reads it.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
