/// Takes an export over, line by line.
///
/// What is there already stays as it is, so that a file can be taken twice.
public struct Importer {
    /// What was taken over.
    public struct Count: Hashable, Sendable {
        /// Products read.
        public var products: Int
        /// Subscriptions that were new.
        public var subscriptions: Int
        /// Rows that were new.
        public var prices: Int
        /// Alerts that were new.
        public var alerts: Int

        /// Nothing, unless given.
        public init(products: Int = 0, subscriptions: Int = 0, prices: Int = 0, alerts: Int = 0) {
            self.products = products
            self.subscriptions = subscriptions
            self.prices = prices
            self.alerts = alerts
        }
    }

    /// Why an import ended; everything before the line was taken over.
    public enum Failure: Error, Sendable, CustomStringConvertible {
        /// A line cannot be used.
        case line(Int, reason: String)
        /// The store failed.
        case store(StoreError)

        /// What happened, for people.
        public var description: String {
            switch self {
            case .line(let number, let reason): "Line \(number): \(reason)."
            case .store(let error): error.message
            }
        }
    }

    /// A store that data can be taken over into.
    public typealias Destination = TrackingStore & TransferStore

    private let store: any Destination
    private let userID: UserID
    private let time: any TimeSource
    private var line = 0
    private var hasHeader = false
    private var products: [Int: ProductID] = [:]
    private var rows: [PricePoint] = []
    private var alerts: [Alert] = []
    /// What was taken over so far.
    public private(set) var count = Count()

    /// An import for one person.
    public init(into store: any Destination, for userID: UserID = .local, time: any TimeSource = SystemTime()) {
        self.store = store
        self.userID = userID
        self.time = time
    }

    /// Takes one line over; empty lines are passed over.
    public mutating func take(_ text: some StringProtocol) async throws(Failure) {
        line += 1
        guard !text.allSatisfy(\.isWhitespace) else { return }
        let record: TransferRecord
        do {
            record = try TransferRecord(line: text)
        } catch {
            throw .line(line, reason: error.reason)
        }
        guard hasHeader || record.isHeader else {
            throw .line(line, reason: "an export begins with a header of the format \(TransferRecord.format)")
        }
        switch record {
        case .header(let version):
            hasHeader = true
            guard (1...TransferRecord.version).contains(version) else {
                throw .line(
                    line,
                    reason: "version \(version) is newer than this program, which reads up to \(TransferRecord.version)"
                )
            }
        case .product(let record): try await take(record)
        case .subscription(let record): try await take(record)
        case .price(let record): try await take(record)
        case .alert(let record): try await take(record)
        }
    }

    /// Writes what was gathered; call it after the last line.
    ///
    /// - Throws: ``Failure/line(_:reason:)`` where there was not even a header: a pipe that broke is no empty export.
    public mutating func finish() async throws(Failure) {
        guard hasHeader else { throw .line(max(line, 1), reason: "the export is empty; not even its header is there") }
        try await writeRows()
        try await writeAlerts()
    }

    private mutating func take(_ record: TransferRecord.ProductRecord) async throws(Failure) {
        let product = Product.New(
            host: record.url.site,
            url: record.url,
            selection: record.selection,
            name: String(record.name.prefix(Product.maximumNameLength)),
            nextCheckAt: time.now,
            createdAt: record.createdAt
        )
        let state = ProductState(
            price: try amount(record.state.price),
            listPrice: try amount(record.state.listPrice),
            availability: record.state.availability,
            isGone: record.state.isGone,
            priceSince: record.state.priceSince,
            lastReadAt: record.state.lastReadAt,
            lastCheckAt: record.state.lastCheckAt,
            lastRowDay: record.state.lastRowDay,
            origins: record.state.origins ?? PriceOrigins()
        )
        do {
            products[record.product] = try await store.restoreProduct(product, state: state)
        } catch {
            throw .store(error)
        }
        count.products += 1
    }

    private mutating func take(_ record: TransferRecord.SubscriptionRecord) async throws(Failure) {
        let id = try product(record.product)
        guard let rule = record.rule.rule else { throw .line(line, reason: "“rule” is none that is known") }
        for (key, value) in [
            ("interval_milliseconds", record.intervalMilliseconds),
            ("cool_down_milliseconds", record.coolDownMilliseconds),
        ] {
            guard let value, !(1...Subscription.maximumCoolDown.wholeMilliseconds).contains(value) else { continue }
            throw .line(line, reason: "“\(key)” must be 1 ms to a year")
        }
        let draft = Subscription.Draft(
            userID: userID,
            productID: id,
            rule: rule,
            channels: record.channels,
            interval: record.intervalMilliseconds.map { .milliseconds($0) },
            coolDown: record.coolDownMilliseconds.map { .milliseconds($0) },
            isInDigest: record.isInDigest ?? false,
            isPaused: record.isPaused,
            memory: RuleMemory(
                reference: try amount(record.reference),
                askedAbout: record.askedAbout,
                triggers: record.rememberedTriggers,
                toldPrice: try amount(record.toldPrice),
                toldFrom: try amount(record.toldFrom),
                toldAt: record.toldAt
            ),
            createdAt: record.createdAt
        )
        do {
            if try await store.save(draft, expectedVersion: 0, dueAt: time.now) != nil { count.subscriptions += 1 }
        } catch {
            throw .store(error)
        }
    }

    private mutating func take(_ record: TransferRecord.PriceRecord) async throws(Failure) {
        guard let price = record.price.money else { throw .line(line, reason: "“price” is no amount of its currency") }
        rows.append(
            PricePoint(
                productID: try product(record.product),
                observedAt: record.at,
                price: price,
                listPrice: try amount(record.listPrice),
                availability: record.availability ?? .unknown,
                isCarriedForward: record.isCarriedForward ?? false
            )
        )
        if rows.count >= maximumPageSize { try await writeRows() }
    }

    private mutating func take(_ record: TransferRecord.AlertRecord) async throws(Failure) {
        guard record.status != .pending else { throw .line(line, reason: "a pending alert cannot be taken over") }
        alerts.append(
            Alert(
                id: record.id,
                userID: userID,
                productID: try product(record.product),
                eventID: PriceEventID(rawValue: 0),
                channel: record.channel,
                facts: try facts(record),
                status: record.status,
                attempts: record.attempts,
                nextAttemptAt: record.createdAt,
                createdAt: record.createdAt,
                sentAt: record.sentAt,
                acceptedAt: record.acceptedAt,
                receipt: record.receipt,
                failure: record.failure
            )
        )
        if alerts.count >= maximumPageSize { try await writeAlerts() }
    }

    private func facts(_ record: TransferRecord.AlertRecord) throws(Failure) -> Alert.Facts {
        guard let rule = record.rule.rule else { throw .line(line, reason: "“rule” is none that is known") }
        return Alert.Facts(
            kind: record.kind,
            productName: record.productName,
            url: record.url,
            rule: rule,
            reference: try amount(record.reference),
            change: PriceEvent.Change(
                before: try side(record.before),
                after: try side(record.after),
                oldLastReadAt: record.oldLastReadAt,
                seenAt: record.seenAt,
                confirmedAt: record.confirmedAt,
                isUnusuallyLow: record.isUnusuallyLow
            )
        )
    }

    private func side(_ record: TransferRecord.SideRecord) throws(Failure) -> PriceEvent.Side {
        PriceEvent.Side(
            price: try amount(record.price),
            listPrice: try amount(record.listPrice),
            availability: record.availability,
            isGone: record.isGone
        )
    }

    private mutating func writeRows() async throws(Failure) {
        guard !rows.isEmpty else { return }
        do {
            count.prices += try await store.importPrices(rows)
        } catch {
            throw .store(error)
        }
        rows.removeAll()
    }

    private mutating func writeAlerts() async throws(Failure) {
        guard !alerts.isEmpty else { return }
        do {
            count.alerts += try await store.restoreAlerts(alerts)
        } catch {
            throw .store(error)
        }
        alerts.removeAll()
    }

    private func product(_ ordinal: Int) throws(Failure) -> ProductID {
        guard let id = products[ordinal] else {
            throw .line(line, reason: "product \(ordinal) does not come before this line")
        }
        return id
    }

    private func amount(_ record: TransferRecord.AmountRecord?) throws(Failure) -> Money? {
        guard let record else { return nil }
        guard let money = record.money else {
            throw .line(line, reason: "“\(record.amount)” is no amount in \(record.currency)")
        }
        return money
    }
}

extension TransferRecord {
    fileprivate var isHeader: Bool {
        if case .header = self { true } else { false }
    }
}

extension TransferRecord.SubscriptionRecord {
    /// What is remembered of the rule's alternatives; version 1 knew of one.
    fileprivate var rememberedTriggers: [RuleMemory.Trigger] {
        if let triggers {
            return triggers.map { .init(isArmed: $0.isArmed, recoveredSince: $0.recoveredSince, wasTold: $0.wasTold) }
        }
        return [.init(isArmed: isArmed ?? true, recoveredSince: recoveredSince, wasTold: toldPrice != nil)]
    }
}
