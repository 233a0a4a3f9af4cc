extension MemoryStore: RetentionStore {
    /// What the store keeps of a kind.
    public func kept(_ kind: Retained) throws(StoreError) -> KeptRows {
        let moments = finished(kind).map(\.at)
        return KeptRows(rows: moments.count, oldest: moments.min())
    }

    /// Removes rows of a kind that have been over since before a moment.
    public func forget(_ kind: Retained, before moment: Timestamp, limit: Int) throws(StoreError) -> Int {
        let old = finished(kind).filter { $0.at < moment }.sorted { $0.at < $1.at }.prefix(max(limit, 0))
        for row in old { remove(row.key) }
        return old.count
    }

    /// Names a row that can be forgotten.
    private enum RetainedKey {
        case alert(Int64)
        case event(PriceEvent)
        case day(ProductID, Int64)
        case robots(String)
    }

    /// The rows of a kind that are over, each with the moment that counts.
    private func finished(_ kind: Retained) -> [(key: RetainedKey, at: Timestamp)] {
        switch kind {
        case .alerts:
            alertRows.all.filter { !$0.status.isOpen }.compactMap { alert in
                alertNumbers[alert.id].map { (.alert($0), alert.createdAt) }
            }
        case .events:
            eventsByProduct.values.flatMap { $0.numbers.prefix($0.expanded) }.compactMap { number in
                events.row(number).map { (.event($0.event), $0.committedAt) }
            }
        case .dailyPrices:
            archive.rolled.flatMap { product, days in
                days.keys.map { (.day(product, $0), .start(ofUTCDay: $0 + 1)) }
            }
        case .robots:
            hosts.compactMap { name, state in state.robots.map { (.robots(name), $0.fetchedAt) } }
        }
    }

    private func remove(_ key: RetainedKey) {
        switch key {
        case .alert(let number): dropAlert(number)
        case .event(let event):
            events.remove(event.id.rawValue)
            eventsByProduct[event.productID]?.forget(event.id.rawValue)
        case .day(let product, let day): archive.rolled[product]?[day] = nil
        case .robots(let name): hosts[name]?.robots = nil
        }
    }
}

extension MemoryStore.EventLine {
    /// Leaves an expanded event out.
    fileprivate mutating func forget(_ number: Int64) {
        guard let index = numbers.firstIndex(of: number), index < expanded else { return }
        numbers.remove(at: index)
        expanded -= 1
    }
}
