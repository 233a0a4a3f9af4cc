/// The parts of a run's rows of a table, each written while the next one is filled.
///
/// Two are in memory at most: one that is written, as a task of the group, and one that is filled.
struct WrittenParts {
    /// The one part that is being written.
    typealias Group = ThrowingTaskGroup<ArchiveManifest.Part, any Error>

    private let archive: PriceArchive
    private let table: ArchiveTable
    private let run: ArchiveRun
    private let first: Int
    private var encoder: PartEncoder
    private var parts: [ArchiveManifest.Part]
    private var begun: Int
    private var rows = 0

    /// - Parameters:
    ///   - first: the number of the run's first part.
    ///   - parts: those that are there already.
    init(
        archive: PriceArchive,
        table: ArchiveTable,
        run: ArchiveRun,
        first: Int = 0,
        parts: [ArchiveManifest.Part] = []
    ) {
        self.archive = archive
        self.table = table
        self.run = run
        self.first = first
        self.parts = parts
        begun = parts.count
        encoder = PartEncoder(table, plan: run.plan)
    }

    /// Adds rows, and begins to write each part that they fill.
    mutating func add(
        _ rows: some Collection<some ArchivedRow>,
        in group: inout Group,
        under lease: ArchiveLease
    ) async throws {
        for row in rows {
            guard let part = encoder.add(row) else { continue }
            try await write(part, in: &group)
            try await lease.hold()
        }
    }

    /// Writes what is left, and answers all parts: one at least, so that a table without rows has its header.
    mutating func finished(in group: inout Group) async throws -> [ArchiveManifest.Part] {
        if let part = encoder.finish(isFirst: begun == 0) { try await write(part, in: &group) }
        try await awaitPart(in: &group)
        return parts
    }

    private mutating func write(_ part: PartEncoder.Part, in group: inout Group) async throws {
        try await awaitPart(in: &group)
        let coding = run.plan.coding
        let key = ArchiveKeys.part(first + begun, of: table, on: run.id.day, coding: coding)
        begun += 1
        group.addTask { [archive, table] in try await archive.write(part, of: table, to: key, coding: coding) }
    }

    /// Waits for the part that is being written, if one is.
    private mutating func awaitPart(in group: inout Group) async throws {
        guard let part = try await group.next() else { return }
        parts.append(part)
        rows += part.rows
        guard table == .prices else { return }
        archive.progress(ArchiveProgress(run: run.id, phase: .writing, rows: rows, total: run.rows))
    }
}
