/// A metric with all that is counted under its name at one moment.
struct MetricFamily: Hashable, Sendable {
    /// What its numbers mean.
    enum Kind: String, Sendable {
        /// How much there has been since the process began.
        case counter
        /// How much there is.
        case gauge
        /// How many there have been of which size.
        case histogram
    }

    /// What is counted under one set of labels.
    struct Series: Hashable, Sendable {
        let labels: [MetricLabel]
        let value: Value
    }

    /// What was counted.
    enum Value: Hashable, Sendable {
        case number(Double)
        case histogram(HistogramCounts)
    }

    let name: String
    /// What it is, in a sentence for whoever draws it.
    let help: String
    let kind: Kind
    let series: [Series]
}

/// What tells one series of a metric from another.
struct MetricLabel: Hashable, Comparable, Sendable {
    let name: String
    let value: String

    static func < (lhs: Self, rhs: Self) -> Bool { (lhs.name, lhs.value) < (rhs.name, rhs.value) }
}

/// How many values of which size there were.
struct HistogramCounts: Hashable, Sendable {
    /// The largest value of each bucket, in ascending order.
    let bounds: [Double]
    /// How many values each bucket has, those of the buckets before it not counted again; the last is of what is above
    /// all bounds.
    private(set) var counts: [Int64]
    /// All values together.
    private(set) var sum = 0.0

    /// None yet; bounds that are no numbers, or come twice, are left out.
    init(bounds: [Double]) {
        self.bounds = Set(bounds.filter(\.isFinite)).sorted()
        counts = Array(repeating: 0, count: self.bounds.count + 1)
    }

    /// Counts a value; one that is no number counts as none.
    mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}
