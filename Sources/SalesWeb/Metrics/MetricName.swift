/// Names and labels as Prometheus takes them (prometheus.io/docs/concepts/data_model), from any text.
///
/// Pure.
enum MetricName {
    /// The longest name, in characters.
    static let longestName = 200
    /// The longest value of a label, in Unicode scalars.
    static let longestValue = 200
    /// The most labels of one series.
    static let maximumLabels = 10

    /// The name of a metric; what no name may hold becomes `_`.
    ///
    /// - Parameter ending: what the name is to end with, as names of its kind do.
    static func metric(_ text: String, ending: String = "") -> String {
        let name = sanitized(text) { $0 == UInt8(ascii: ":") }
        return name.hasSuffix(ending) ? name : name + ending
    }

    /// Labels in the order of their names, so that the same ones are the same series however they come.
    ///
    /// Of two that have one name the first counts, and those beyond ``maximumLabels`` are left out.
    static func labels(_ dimensions: [(String, String)]) -> [MetricLabel] {
        var labels: [MetricLabel] = []
        for (text, value) in dimensions where labels.count < maximumLabels {
            let name = label(text)
            guard !labels.contains(where: { $0.name == name }) else { continue }
            labels.append(MetricLabel(name: name, value: String(value.unicodeScalars.prefix(longestValue))))
        }
        return labels.sorted()
    }

    private static func label(_ text: String) -> String {
        let name = sanitized(text) { _ in false }
        // Names with `__` before them are Prometheus' own, and `le` and `quantile` those of buckets and summaries.
        if name.hasPrefix("__") { return "_" + String(name.drop { $0 == "_" }) }
        return name == "le" || name == "quantile" ? name + "_" : name
    }

    private static func sanitized(_ text: String, allowing isAllowed: (UInt8) -> Bool) -> String {
        let bytes = text.utf8.prefix(longestName).map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                byte
            default: isAllowed(byte) ? byte : UInt8(ascii: "_")
            }
        }
        let name = String(decoding: bytes, as: UTF8.self)
        return name.first.map { $0.isNumber ? "_" + name : name } ?? "_"
    }
}
