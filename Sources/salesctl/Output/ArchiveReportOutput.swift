import SalesCore

extension PriceArchive.Report {
    /// What a run did, a line for each run and each kind of thing that was forgotten; none where it did nothing.
    var lines: [String] {
        var lines: [String] = []
        for manifest in finished {
            let rows = CountedNoun.text(manifest.rows ?? 0, "row")
            let objects = CountedNoun.text(manifest.parts.count, "object")
            lines.append("\(manifest.run): \(rows) in \(objects), \(ByteWords.text(manifest.bytes)); removed.")
        }
        for (kind, count) in forgotten.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append("Forgotten: \(kind.words(count)).")
        }
        return lines
    }
}

/// What a run did, for programs.
struct ArchiveReportJSON: Encodable {
    struct Day: Encodable {
        let day: String
        let run: Int
        let rows: Int
        let objects: Int
        let bytes: Int
    }

    let archived: [Day]
    let forgotten: [String: Int]

    init(_ report: PriceArchive.Report) {
        archived = report.finished.map { manifest in
            Day(
                day: manifest.run.day.description,
                run: manifest.run.number,
                rows: manifest.rows ?? 0,
                objects: manifest.parts.count,
                bytes: manifest.bytes
            )
        }
        forgotten = Dictionary(report.forgotten.map { ($0.key.rawValue, $0.value) }) { first, _ in first }
    }
}
