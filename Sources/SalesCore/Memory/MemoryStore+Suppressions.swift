extension MemoryStore {
    /// Suppresses an address, once for each report.
    public func suppress(_ suppression: Suppression) throws(StoreError) -> Bool {
        let report = ReportKey(channel: suppression.channel, reference: suppression.reference)
        guard reports[report] == nil else { return false }
        reports[report] = (suppression.kind, suppression.at)
        guard let number = suppressionNumbers[suppression.digest], let present = suppressed.row(number) else {
            var number: Int64 = 0
            suppressed.insert { given in
                number = given
                return suppression
            }
            suppressionNumbers[suppression.digest] = number
            return true
        }
        guard present.kind < suppression.kind else { return false }
        suppressed.update(number) { $0 = suppression }
        return true
    }

    /// The suppression of an address, or nil.
    public func suppression(of address: AddressDigest) throws(StoreError) -> Suppression? {
        suppressionNumbers[address].flatMap { suppressed.row($0) }
    }

    /// Lifts the suppression of an address where it is one of those named.
    public func liftSuppression(
        of address: AddressDigest,
        kinds: [Suppression.Kind],
        reportedUntil moment: Timestamp
    ) throws(StoreError) -> Bool {
        guard let number = suppressionNumbers[address], let present = suppressed.row(number),
            kinds.contains(present.kind), present.at <= moment
        else { return false }
        suppressionNumbers[address] = nil
        suppressed.remove(number)
        return true
    }

    /// Makes the complaint of an address a stop.
    public func softenComplaint(of address: AddressDigest) throws(StoreError) -> Bool {
        guard let number = suppressionNumbers[address], suppressed.row(number)?.kind == .complaint else { return false }
        suppressed.update(number) { $0.kind = .stop }
        return true
    }

    /// Suppressions in the order in which their addresses came.
    public func suppressions(after token: PageToken?, limit: Int) throws(StoreError) -> Page<Suppression> {
        try suppressed.page(after: token, limit: limit) { _ in true }
    }

    /// How many reports of each kind were taken of a channel since a moment.
    public func reportCounts(
        on channel: Channel,
        since moment: Timestamp
    ) throws(StoreError) -> [Suppression.Kind: Int] {
        reports.lazy.filter { $0.key.channel == channel && $0.value.at >= moment }
            .reduce(into: [:]) { $0[$1.value.kind, default: 0] += 1 }
    }

    /// Forgets which reports were taken before a moment.
    public func removeReports(reportedBefore moment: Timestamp) throws(StoreError) -> Int {
        let before = reports.count
        reports = reports.filter { $0.value.at >= moment }
        return before - reports.count
    }
}
