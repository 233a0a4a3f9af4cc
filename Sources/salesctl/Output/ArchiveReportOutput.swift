import SalesCore

extension ArchiveManifest {
    /// That its run was finished, as a line.
    var line: String {
        let size = "\(CountedNoun.text(parts.count, "object")), \(ByteWords.text(bytes))"
        return "\(run): \(CountedNoun.text(rows ?? 0, "row")) in \(size); removed from the store."
    }
}

extension PriceArchive.Report {
    /// What a run did, a line for each run and each kind of thing that was forgotten; none where it did nothing.
    var lines: [String] { finished.map(\.line) + forgottenLines }

    /// What was forgotten, a line for each kind.
    var forgottenLines: [String] {
        forgotten.sorted { $0.key.rawValue < $1.key.rawValue }.map { "Forgotten: \($0.key.words($0.value))." }
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
