/// Where the objects of an archive stand: one folder a table and day, named as Hive, Spark, Athena and DuckDB read it.
///
/// `prices/date=2026-11-24/part-00000.csv`, and beside the tables `manifests/date=2026-11-24/run-00001.json`.
enum ArchiveKeys {
    /// What says whose archive it is.
    static let identity = "archive.json"

    /// A piece of a table's day; parts of a day are numbered from 0 through all of its runs.
    static func part(_ number: Int, of table: ArchiveTable, on day: ArchiveDay, coding: ArchiveCoding) -> String {
        "\(folder(of: table, on: day))part-\(digits(number)).csv\(coding.suffix)"
    }

    /// The folder of a table's day, with the slash behind it.
    static func folder(of table: ArchiveTable, on day: ArchiveDay) -> String { "\(table.rawValue)/date=\(day)/" }

    /// What a run wrote.
    static func manifest(of run: ArchiveRun.ID) -> String {
        "\(manifests)date=\(run.day)/run-\(digits(run.number)).json"
    }

    /// The folder of all manifests.
    static let manifests = "manifests/"

    private static func digits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }
}
