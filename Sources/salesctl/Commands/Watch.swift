import ArgumentParser
import SalesCore
import SalesSQLite
import ServiceLifecycle

/// `salesctl watch`: the scheduler in the foreground.
struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check what is due and tell what drops, until it is stopped.",
        discussion: """
            SIGINT (Ctrl-C) and SIGTERM end it within seconds, with nothing half done. Any number may run on one store. \
            With archive.schedule and archive.to in the configuration it archives each day as well.
            Examples:
              salesctl watch
              salesctl watch --log-format json
            """
    )

    /// How log lines are written.
    enum LogFormat: String, ExpressibleByArgument, CaseIterable {
        /// For people.
        case text
        /// One JSON object a line.
        case json
    }

    @Option(
        name: .long,
        help: ArgumentHelp("How many checks run at the same time; 64, if not given.", valueName: "number")
    )
    var concurrency: Int?

    @Option(name: .long, help: "How log lines are written: text, or json, which --format json means as well.")
    var logFormat: LogFormat = .text

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        if let concurrency, !(1...maximumPageSize).contains(concurrency) {
            throw ValidationError("--concurrency must be 1 to \(maximumPageSize).")
        }
    }

    func run() async throws {
        var options = options
        let logFormat = options.format == .json ? .json : logFormat
        if logFormat == .json { options.format = .json }
        try await Session.run(options, use: .working, isLasting: true) { session in
            Session.warn(session.settings.channelWarnings, on: session.terminal)
            let display = WatchDisplay(session: session, format: logFormat)
            try await session.withScheduledArchive { archive in
                let service = WatchService(
                    tracker: session.tracker,
                    accounts: session.settings.people.secret.isSet ? try session.accounts() : nil,
                    archive: archive,
                    concurrency: concurrency ?? session.settings.concurrency,
                    display: display
                )
                do {
                    try await session.serve(service)
                } catch {
                    await display.end()
                    throw error
                }
                await display.end()
            }
        }
    }
}

/// The tracker's loops as a service that ends on a graceful shutdown, or when the store is lost.
private struct WatchService: ServiceLifecycle.Service, CustomStringConvertible {
    let tracker: Tracker
    /// What sends letters to people; nil where no people can be added.
    let accounts: Accounts?
    /// What archives each day; nil where nobody asked for it.
    let archive: ScheduledArchive?
    let concurrency: Int
    let display: WatchDisplay

    var description: String { "watch" }

    func run() async throws {
        // Signals are heard by now: whoever reads that it watches may stop it.
        await display.begin()
        let (losses, loss) = AsyncStream.makeStream(of: StoreError.self)
        let observer = Tracker.Observer(
            checked: { await display.checked($0) },
            attempted: { await display.attempted($0, $1) },
            stumbled: { error in
                // All other failures may pass; these would go on for ever.
                guard [.replaced, .tooNew].contains(error.code) else { return await display.stumbled(error) }
                loss.yield(error)
            }
        )
        let lost = await cancelWhenGracefulShutdown {
            await withTaskGroup(of: StoreError?.self) { group in
                group.addTask {
                    await display.keepFresh()
                    return nil
                }
                group.addTask {
                    await tracker.run(concurrency: concurrency, observer: observer)
                    loss.finish()
                    return nil
                }
                group.addTask {
                    await accounts?.run(stumbled: observer.stumbled)
                    return nil
                }
                group.addTask {
                    await archive?.run { await display.archived($0, next: $1) }
                    return nil
                }
                group.addTask { await losses.first { _ in true } }
                var lost: StoreError?
                for await error in group where error != nil {
                    lost = error
                    group.cancelAll()
                }
                return lost
            }
        }
        if let lost { throw lost }
    }
}
