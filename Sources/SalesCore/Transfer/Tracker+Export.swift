extension Tracker {
    /// Everything that one person's installation knows, record by record, in an order that a reader can use at once.
    ///
    /// With an archive its days are part of it: their rows come behind those of the store and before the alerts, day by
    /// day, and each row of the history once, whatever leaves the store for the archive or comes back meanwhile. Each
    /// object of the archive is read once and one is held at a time.
    /// - Parameters:
    ///   - userID: whose rules and alerts.
    ///   - archive: the archive of the same store; without it the export holds only what the store does.
    ///   - emit: called for each record; an error that it throws ends the export.
    /// - Returns: What had no place in it.
    /// - Throws: ``ArchivingError`` where an object of the archive cannot be read, or is not what was written.
    @discardableResult
    public func export(
        of userID: UserID = .local,
        with archive: PriceArchive? = nil,
        emit: (TransferRecord) async throws -> Void
    ) async throws -> ExportReport {
        guard let archive else { return try await exportRecords(of: userID, beside: nil, emit: emit) }
        return try await exportRecords(of: userID, beside: try await ArchivedRest(of: archive), emit: emit)
    }

    /// The same with what is known of the archive.
    func exportRecords(
        of userID: UserID,
        beside archived: ArchivedRest?,
        emit: (TransferRecord) async throws -> Void
    ) async throws -> ExportReport {
        var archived = archived
        try await emit(.header(version: TransferRecord.version))
        var ordinals: [ProductID: Int] = [:]
        for try await product in PagedElements({ [store] (token) async throws(StoreError) in
            try await store.products(matching: .all, after: token, limit: maximumPageSize)
        }) {
            let ordinal = ordinals.count + 1
            ordinals[product.id] = ordinal
            try await emit(.product(TransferRecord.ProductRecord(product, ordinal: ordinal)))
            if let subscription = try await store.subscription(of: userID, to: product.id) {
                try await emit(.subscription(TransferRecord.SubscriptionRecord(subscription, ordinal: ordinal)))
            }
            try await exportPrices(of: product.id, ordinal: ordinal, noting: &archived, emit: emit)
        }
        try await archived?.look()
        let report = try await exportArchived(archived, ordinals: ordinals, emit: emit)
        try await exportAlerts(of: userID, ordinals: ordinals, emit: emit)
        return report
    }

    private func exportPrices(
        of id: ProductID,
        ordinal: Int,
        noting archived: inout ArchivedRest?,
        emit: (TransferRecord) async throws -> Void
    ) async throws {
        let ever = Timestamp(milliseconds: .min)..<Timestamp(milliseconds: .max)
        for try await row in PagedElements({ [store] (token) async throws(StoreError) in
            try await store.prices(of: id, in: ever, after: token, limit: maximumPageSize)
        }) {
            archived?.note(row)
            try await emit(.price(TransferRecord.PriceRecord(row, ordinal: ordinal)))
        }
        try await archived?.endProduct()
    }

    private func exportArchived(
        _ archived: ArchivedRest?,
        ordinals: [ProductID: Int],
        emit: (TransferRecord) async throws -> Void
    ) async throws -> ExportReport {
        var report = ExportReport()
        try await archived?.rows { row in
            guard let ordinal = ordinals[row.productID] else { return report.pricesOfRemovedProducts += 1 }
            try await emit(.price(TransferRecord.PriceRecord(row, ordinal: ordinal)))
        }
        return report
    }

    private func exportAlerts(
        of userID: UserID,
        ordinals: [ProductID: Int],
        emit: (TransferRecord) async throws -> Void
    ) async throws {
        // Open alerts are not data of the past: the installation that made them tells them.
        let filter = AlertFilter(userID: userID, statuses: Alert.Status.allCases.filter { !$0.isOpen })
        // Stores list the newest first; an import adds the oldest first. The pages are taken from the back, each up to
        // where the one behind it began: what was settled meanwhile has moved others on.
        var pages: [(token: PageToken?, first: Alert.ID?)] = []
        var token: PageToken?
        repeat {
            let page = try await store.alerts(matching: filter, after: token, limit: maximumPageSize)
            pages.append((token, page.elements.first?.id))
            token = page.next
        } while token != nil
        var end: Alert.ID?
        for page in pages.reversed() {
            for alert in try await alerts(matching: filter, after: page.token, until: end).reversed() {
                guard let ordinal = ordinals[alert.productID] else { continue }
                try await emit(.alert(TransferRecord.AlertRecord(alert, ordinal: ordinal)))
            }
            end = page.first
        }
    }

    private func alerts(
        matching filter: AlertFilter,
        after token: PageToken?,
        until end: Alert.ID?
    ) async throws(StoreError) -> [Alert] {
        var found: [Alert] = []
        var token = token
        repeat {
            let page = try await store.alerts(matching: filter, after: token, limit: maximumPageSize)
            for alert in page.elements {
                if alert.id == end { return found }
                found.append(alert)
            }
            token = page.next
        } while token != nil
        return found
    }
}

/// What an export had no place for.
public struct ExportReport: Hashable, Sendable {
    /// Archived prices of products that were removed from the store.
    public var pricesOfRemovedProducts = 0
}

extension TransferRecord.ProductRecord {
    init(_ product: Product, ordinal: Int) {
        let state = product.state
        self.init(
            product: ordinal,
            url: product.url,
            selection: product.selection,
            name: product.name,
            createdAt: product.createdAt,
            state: TransferRecord.StateRecord(
                price: state.price.map { .init($0) },
                listPrice: state.listPrice.map { .init($0) },
                availability: state.availability,
                isGone: state.isGone,
                priceSince: state.priceSince,
                lastReadAt: state.lastReadAt,
                lastCheckAt: state.lastCheckAt,
                lastRowDay: state.lastRowDay,
                origins: state.origins.all.isEmpty ? nil : state.origins
            )
        )
    }
}

extension TransferRecord.SubscriptionRecord {
    init(_ subscription: Subscription, ordinal: Int) {
        let memory = subscription.memory
        self.init(
            product: ordinal,
            rule: .init(subscription.rule),
            channels: subscription.channels,
            intervalMilliseconds: subscription.interval?.wholeMilliseconds,
            isPaused: subscription.isPaused,
            coolDownMilliseconds: subscription.coolDown?.wholeMilliseconds,
            isInDigest: subscription.isInDigest ? true : nil,
            reference: memory.reference.map { .init($0) },
            triggers: memory.triggers.map {
                .init(isArmed: $0.isArmed, recoveredSince: $0.recoveredSince, wasTold: $0.wasTold)
            },
            toldPrice: memory.toldPrice.map { .init($0) },
            toldFrom: memory.toldFrom.map { .init($0) },
            toldAt: memory.toldAt,
            askedAbout: memory.askedAbout,
            createdAt: subscription.createdAt
        )
    }
}

extension TransferRecord.PriceRecord {
    init(_ row: PricePoint, ordinal: Int) {
        self.init(
            product: ordinal,
            at: row.observedAt,
            price: .init(row.price),
            listPrice: row.listPrice.map { .init($0) },
            availability: row.availability == .unknown ? nil : row.availability,
            isCarriedForward: row.isCarriedForward ? true : nil
        )
    }
}

extension TransferRecord.SideRecord {
    init(_ side: PriceEvent.Side) {
        self.init(
            price: side.price.map { .init($0) },
            listPrice: side.listPrice.map { .init($0) },
            availability: side.availability,
            isGone: side.isGone
        )
    }
}

extension TransferRecord.AlertRecord {
    init(_ alert: Alert, ordinal: Int) {
        let facts = alert.facts
        self.init(
            product: ordinal,
            id: alert.id,
            channel: alert.channel,
            status: alert.status,
            kind: facts.kind,
            rule: .init(facts.rule),
            reference: facts.reference.map { .init($0) },
            productName: facts.productName,
            url: facts.url,
            before: .init(facts.change.before),
            after: .init(facts.change.after),
            oldLastReadAt: facts.change.oldLastReadAt,
            seenAt: facts.change.seenAt,
            confirmedAt: facts.change.confirmedAt,
            isUnusuallyLow: facts.change.isUnusuallyLow,
            attempts: alert.attempts,
            createdAt: alert.createdAt,
            sentAt: alert.sentAt,
            acceptedAt: alert.acceptedAt,
            receipt: alert.receipt,
            failure: alert.failure
        )
    }
}
