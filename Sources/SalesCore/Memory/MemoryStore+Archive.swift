extension MemoryStore: ArchiveStore {}

extension MemoryStore: ArchiveLedger {
    /// What names the store in its archive, and the zone of its days.
    public func archiveIdentity() throws(StoreError) -> ArchiveIdentity { identity }

    /// Leases the ledger; nil where somebody's lease still runs.
    public func claimArchive(lease: Duration) throws(StoreError) -> ArchiveToken? {
        guard !archive.lease.isHeld(Self.ledger, at: time.now) else { return nil }
        return ArchiveToken(number: archive.lease.grant(Self.ledger, until: time.now + lease))
    }

    /// Makes a lease run on from now.
    public func renewArchive(_ token: ArchiveToken, lease: Duration) throws(StoreError) -> Bool {
        archive.lease.renew(Self.ledger, token: token.number, until: time.now + lease, at: time.now)
    }

    /// Ends a lease before its time.
    public func releaseArchive(_ token: ArchiveToken) throws(StoreError) {
        if archive.lease.isPresent(Self.ledger, token: token.number) { archive.lease.end(Self.ledger) }
    }

    /// Days that were over at a moment and have work.
    public func daysToArchive(endedBy moment: Timestamp, limit: Int) throws(StoreError) -> [ArchiveDay] {
        var days = Set(archive.runs.values.filter(\.step.isOpen).map(\.id.day))
        for rows in prices.values {
            var start = Timestamp(milliseconds: .min)
            while let row = rows.rows(from: start, before: moment).first {
                let day = calendar.day(of: row.observedAt)
                days.insert(day)
                start = calendar.span(of: day).upperBound
            }
        }
        let ended = days.filter { calendar.span(of: $0).upperBound <= moment }
        return Array(ended.sorted().prefix(pageSize(limit)))
    }

    /// How many rows of a day wait for the archive.
    public func waitingRows(of day: ArchiveDay) throws(StoreError) -> Int {
        let span = calendar.span(of: day)
        let free = prices.values.reduce(0) { $0 + $1.rows(from: span.lowerBound, before: span.upperBound).count }
        let open = archive.runs.values.first { $0.id.day == day && $0.step.isOpen }
        return free + (open.flatMap { archive.members[$0.id]?.count } ?? 0)
    }

    /// The open run of a day, or a new one where there is none.
    public func openArchiveRun(
        of day: ArchiveDay,
        plan: ArchivePlan,
        token: ArchiveToken
    ) throws(StoreError) -> ArchiveRun? {
        guard isHeld(token) else { return nil }
        let runs = archive.runs.values.filter { $0.id.day == day }
        if let open = runs.first(where: \.step.isOpen) { return open }
        let id = ArchiveRun.ID(day: day, number: runs.count + 1)
        let run = ArchiveRun(id: id, span: calendar.span(of: day), plan: plan)
        archive.runs[run.id] = run
        return run
    }

    /// Records what was read back from the archive.
    public func record(
        _ manifest: ArchiveManifest,
        of run: ArchiveRun.ID,
        token: ArchiveToken
    ) throws(StoreError) -> Bool {
        guard isHeld(token) else { return false }
        guard let known = archive.runs[run], known.step != .planned, known.manifest ?? manifest == manifest else {
            throw .manifestRefused(of: run)
        }
        guard known.step == .frozen else { return true }
        archive.runs[run]?.manifest = manifest
        archive.runs[run]?.step = .verified
        return true
    }

    /// Runs in the order of their days and numbers.
    public func archiveRuns(
        of days: ClosedRange<ArchiveDay>,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<ArchiveRun> {
        let last = try token.map { token throws(StoreError) in try token.run }
        let rest = archive.runs.values
            .filter { run in days.contains(run.id.day) && last.map { $0 < run.id } ?? true }
            .sorted { $0.id < $1.id }
        return Page(rest, size: pageSize(limit))
    }

    /// The manifest that was recorded last.
    public func lastManifest() throws(StoreError) -> ArchiveManifest? {
        archive.runs.values.compactMap(\.manifest).max { $0.sequence < $1.sequence }
    }

    func isHeld(_ token: ArchiveToken) -> Bool {
        archive.lease.isHeld(Self.ledger, by: token.number, at: time.now)
    }

    private static let ledger = 0
}

extension MemoryStore: ArchiveSource {
    /// Puts every row of the run's day that no run holds into it.
    public func freeze(_ id: ArchiveRun.ID, token: ArchiveToken) throws(StoreError) -> ArchiveRun? {
        guard isHeld(token), let run = archive.runs[id] else { return nil }
        guard run.step == .planned else { return run }
        let span = run.span
        var rows: [PricePoint] = []
        for product in prices.keys.sorted() {
            let ofDay = prices[product]?.rows(from: span.lowerBound, before: span.upperBound) ?? []
            rows += ofDay
            prices[product]?.remove(Set(ofDay.map(\.observedAt)))
        }
        archive.add(rows, to: id)
        archive.runs[id]?.rows = rows.count
        archive.runs[id]?.step = .frozen
        return archive.runs[id]
    }

    /// The run's rows in the order of product and time.
    public func frozenRows(
        of run: ArchiveRun.ID,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<PricePoint> {
        let rows = archive.members[run] ?? []
        let start = try token.map { token throws(StoreError) in Int(clamping: try token.position) } ?? 0
        let size = ArchiveLimits.pageSize(limit)
        let page = rows[min(max(start, 0), rows.count)...].prefix(size)
        return Page(
            elements: Array(page),
            next: page.endIndex < rows.count ? PageToken(position: Int64(page.endIndex)) : nil
        )
    }

    /// Deletes the run's rows and marks it as purged.
    public func purge(_ id: ArchiveRun.ID, token: ArchiveToken) throws(StoreError) -> PurgeResult {
        guard isHeld(token), let run = archive.runs[id] else { return .conflict }
        let found = archive.members[id]?.count ?? 0
        if run.step == .purged { return .purged(rows: run.rows) }
        // What was brought back is in the archive, and in the days, already.
        let isNew = !run.step.isBroughtBack
        guard !isNew || (run.manifest != nil && run.manifest?.rows == found) else { return .mismatch(found: found) }
        let rows = archive.take(id)
        // A product that was removed has no days.
        if isNew { archive.roll(up: rows.filter { products.row($0.productID.rawValue) != nil }) }
        archive.runs[id]?.step = .purged
        archive.runs[id]?.restoredAt = nil
        return .purged(rows: found)
    }

    /// The subscriptions, each under its person's pseudonym.
    public func archivedPreferences(
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<ArchivedPreference> {
        try subscriptions.page(after: token, limit: limit) { _ in true }.map { row in
            ArchivedPreference(row, pseudonym: pseudonym(of: row.userID))
        }
    }

    private func pseudonym(of user: UserID) -> String {
        if let known = archive.pseudonyms[user] { return known }
        let new = random.hexadecimal128()
        archive.pseudonyms[user] = new
        return new
    }

    /// Begins to bring a purged run's rows back.
    public func beginRestore(_ id: ArchiveRun.ID, token: ArchiveToken) throws(StoreError) -> Bool {
        guard isHeld(token), let run = archive.runs[id], run.step == .purged || run.step == .restoring else {
            return false
        }
        _ = archive.take(id)
        archive.runs[id]?.step = .restoring
        return true
    }

    /// Brings rows back into a run that is being restored.
    public func restore(
        _ rows: [PricePoint],
        of id: ArchiveRun.ID,
        token: ArchiveToken
    ) throws(StoreError) -> Int? {
        guard isHeld(token), archive.runs[id]?.step == .restoring else { return nil }
        let new = rows.filter { row in
            archive.held[row.productID]?.hasRow(at: row.observedAt) != true
                && prices[row.productID]?.hasRow(at: row.observedAt) != true
        }
        archive.add(new, to: id)
        return new.count
    }

    /// Marks a run as restored if it has so many rows.
    public func endRestore(_ id: ArchiveRun.ID, rows: Int, token: ArchiveToken) throws(StoreError) -> PurgeResult {
        guard isHeld(token), let run = archive.runs[id], run.step == .restoring else { return .conflict }
        let found = archive.members[id]?.count ?? 0
        guard rows == found else { return .mismatch(found: found) }
        archive.runs[id]?.step = .restored
        archive.runs[id]?.restoredAt = time.now
        return .purged(rows: found)
    }
}
