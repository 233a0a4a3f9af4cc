import ArgumentParser
import Logging
import SalesCore

/// What one command works with, composed from flags, environment and configuration file.
struct Session: Sendable {
    let terminal: Terminal
    let format: GlobalOptions.Format
    let settings: AppSettings
    let tracker: Tracker
    /// The clock that all who work on the store share; this machine's may be wrong.
    let time: any TimeSource
    let logger: Logger
    /// By whose clock moments are shown to people.
    var clock = LocalClock()
    /// Reads what carriers report back; nil where nobody is believed.
    var feedback: (any FeedbackReader)?
    /// Whose products the command is about.
    var userID = UserID.local

    /// Where everything is kept.
    var store: any TrackingStore { tracker.store }

    /// The present moment, by the store's clock.
    var now: Timestamp { time.now }

    /// Composes a session, runs the command, and turns a failure into one sentence on standard error and an exit code.
    ///
    /// - Parameters:
    ///   - use: what the command does with the store.
    ///   - isLasting: whether the command goes on although nobody reads what it writes.
    ///   - flags: options of the command that win over settings.
    static func run(
        _ options: GlobalOptions,
        use: StoreUse = .changing,
        isLasting: Bool = false,
        flags: (any SettingFlags)? = nil,
        _ command: (Session) async throws -> Void
    ) async throws {
        let terminal = Terminal(noColour: options.noColor, queue: isLasting ? OutputQueue() : nil)
        try await report(on: terminal) {
            var settings = try await AppSettings.judged(options: options)
            try flags?.apply(to: &settings)
            warn(settings.warnings, on: terminal)
            let composition: Composition
            do {
                composition = try await Composition(options: options, settings: settings, terminal: terminal, use: use)
            } catch {
                throw FullDisk.failure(of: error, at: settings.store) ?? error
            }
            do {
                try await command(try await composition.session())
            } catch {
                // Before the store is closed, which may make room.
                let failure = FullDisk.failure(of: error, at: settings.store) ?? error
                await composition.close()
                throw failure
            }
            await composition.close()
        }
    }

    /// Says on standard error what somebody should know, and goes on.
    static func warn(_ warnings: [String], on terminal: Terminal) {
        for warning in warnings {
            terminal.err(Style.yellow("salesctl: warning:", on: terminal) + " " + PlainText.safe(warning))
        }
    }

    /// Runs work and turns its failure into one sentence on standard error and an exit code.
    static func report(on terminal: Terminal, _ work: () async throws -> Void) async throws {
        do {
            try await work()
            try terminal.check()
            await terminal.flush()
        } catch let code as ExitCode {
            await terminal.flush()
            throw code
        } catch {
            let failure = CommandFailure(error)
            terminal.err(Style.red("salesctl:", on: terminal) + " " + PlainText.safe(failure.message))
            await terminal.flush()
            throw ExitCode(failure.status.rawValue)
        }
    }

    /// The product of a number that a person typed, with the person's subscription.
    func product(_ text: String) async throws -> (product: Product, subscription: Subscription?) {
        guard let id = ProductID(text) else {
            throw CommandFailure(.usage, "“\(text)” is no product number; `salesctl list` shows them.")
        }
        guard let product = try await store.product(id) else {
            throw CommandFailure(.notFound, "There is no product \(id); `salesctl list` shows those there are.")
        }
        return (product, try await store.subscription(of: userID, to: id))
    }

    /// All products with the person's subscriptions, in the order of their numbers.
    func products() async throws -> [(product: Product, subscription: Subscription?)] {
        let filter = SubscriptionFilter(userID: userID)
        let followed = PagedElements { [store] (token) async throws(StoreError) in
            try await store.subscriptions(matching: filter, after: token, limit: maximumPageSize)
        }
        var subscriptions: [ProductID: Subscription] = [:]
        for try await subscription in followed { subscriptions[subscription.productID] = subscription }
        let products = PagedElements { [store] (token) async throws(StoreError) in
            try await store.products(matching: .all, after: token, limit: maximumPageSize)
        }
        return try await products.all().map { ($0, subscriptions[$0.id]) }
    }

    /// Writes a value as one JSON document.
    ///
    /// - Throws: where standard output cannot take it.
    @inline(never)  // Swift 6.3.1's optimiser crashes on a typed error that is thrown inside an asynchronous closure.
    func json(_ value: some Encodable) throws {
        try terminal.data(try JSONOutput.text(value))
    }
}
