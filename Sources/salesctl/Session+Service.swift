import Logging
import ServiceLifecycle
import UnixSignals

extension Session {
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
}
