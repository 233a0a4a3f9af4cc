import Logging
import Synchronization

/// Leaves a carrier in peace that cannot be reached: a backlog neither besieges it nor uses up its attempts meanwhile.
///
/// One message a second shows whether it is back; when one is taken, or refused for a reason of its own, all that wait go
/// out. What it knows is this process's own: another one finds out as soon.
final class CarrierWatch: Sendable {
    private struct Health {
        /// Messages that could not be handed over since the last that could, up to the threshold.
        var unreached: Set<Alert.ID> = []
        /// When the next message may be tried.
        var nextTry = Timestamp(milliseconds: .min)
    }

    /// So many different messages in a row show that it is the carrier and not the message.
    static let threshold = 5
    /// Between two messages to a carrier that cannot be reached: short, because a sale waits, and because the message that
    /// is tried may be one that fails for a reason of its own.
    static let rest = Duration.seconds(1)

    private let logger: Logger
    private let health = Mutex<[Channel: Health]>([:])

    init(logger: Logger) {
        self.logger = logger
    }

    /// The channels over which something may be tried now, and how many messages at most; asking counts as a try where
    /// a carrier cannot be reached.
    func ready(_ channels: [Channel], at now: Timestamp) -> (channels: [Channel], most: Int) {
        health.withLock { health in
            let resting = channels.filter { health[$0]?.unreached.count == Self.threshold }
            let tried = resting.filter { channel in
                // A clock that was put back makes nobody wait for longer.
                health[channel].map { !(now + .milliseconds(1)...now + Self.rest).contains($0.nextTry) } ?? true
            }
            for channel in tried { health[channel]?.nextTry = now + Self.rest }
            let ready = channels.filter { !resting.contains($0) || tried.contains($0) }
            return (ready, tried.isEmpty ? .max : 1)
        }
    }

    /// Notes what came of handing a message over; nil for no error.
    func note(_ error: NotifyErrorCode?, of alert: Alert.ID, over channel: Channel, at now: Timestamp) {
        switch error {
        case .unavailable: noteUnreached(alert, over: channel, at: now)
        // Of neither it is known whether the carrier is there.
        case .unknownOutcome, .cancelled: break
        default: noteReached(channel)
        }
    }

    private func noteUnreached(_ alert: Alert.ID, over channel: Channel, at now: Timestamp) {
        let begins = health.withLock { health in
            guard health[channel, default: Health()].unreached.count < Self.threshold else { return false }
            health[channel, default: Health()].unreached.insert(alert)
            guard health[channel]?.unreached.count == Self.threshold else { return false }
            health[channel]?.nextTry = now + Self.rest
            return true
        }
        guard begins else { return }
        logger.notice("A carrier cannot be reached; one message a second is tried", metadata: ["channel": "\(channel)"])
    }

    private func noteReached(_ channel: Channel) {
        let was = health.withLock { $0.removeValue(forKey: channel) }
        guard was?.unreached.count == Self.threshold else { return }
        logger.notice("A carrier is back; what waited goes out", metadata: ["channel": "\(channel)"])
    }
}
