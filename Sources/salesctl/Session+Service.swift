import Logging
import ServiceLifecycle
import UnixSignals

extension Session {
    /// Runs a service until SIGINT or SIGTERM end it in good order, or it fails; the display says that it stopped.
    func serve(_ service: any ServiceLifecycle.Service, _ display: WatchDisplay) async throws {
        do {
            try await serve(service)
        } catch {
            await display.end()
            throw error
        }
        await display.end()
    }

    /// Runs a service until SIGINT or SIGTERM end it in good order, or it fails.
    func serve(_ service: any ServiceLifecycle.Service) async throws {
        // Its debug lines are about itself; `-v` asks about the work.
        var quiet = logger
        quiet.logLevel = .warning
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [service],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: quiet
            )
        )
        try await group.run()
    }

    /// Does something that SIGINT and SIGTERM cancel, so that it gives back what it holds before the program ends.
    func untilInterrupted<Answer: Sendable>(
        _ work: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await _ in signals { break }
                return nil
            }
            while let ended = try await group.next() {
                group.cancelAll()
                if let ended { return ended }
            }
            throw CancellationError()
        }
    }
}
