extension [ArchiveManifest] {
    /// Oldest day first, and of a day its last run first.
    ///
    /// Two runs of a day have the same row where one that was archived was imported again. The later counts, as for
    /// ``PriceArchive/prices(of:in:)``: whoever keeps what comes first has that one.
    var laterRunsFirst: [ArchiveManifest] {
        sorted { ($0.run.day, $1.run.number) < ($1.run.day, $0.run.number) }
    }
}
