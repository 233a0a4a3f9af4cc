internal import Logging

/// Runs an archive once a day, when the clocks of its zone show a minute.
///
/// It goes by the clocks, and by nothing that was added up: where they are put forward, back, or stood still while the
/// machine slept, each date has one run, which comes within a minute of its time or of the machine's waking. Where it was
/// not there at that time, as after days without power, it runs as soon as it is there.
public struct ScheduledArchive: Sendable {
    /// What came of a run, or that there is none yet.
    public enum News: Hashable, Sendable {
        /// Nothing is to be done yet.
        case waiting
        /// A run ended well.
        case finished(PriceArchive.Report)
        /// Somebody else archives; later it is looked whether they left anything.
        case busy
        /// A run failed, and is tried again.
        case failed(ArchivingError)
    }

    private let archive: PriceArchive
    private let schedule: ArchiveSchedule

    /// How long the clocks are not looked at.
    static let glance = Duration.seconds(60)

    /// An archive that runs when the clocks show a minute.
    public init(of archive: PriceArchive, at schedule: ArchiveSchedule) {
        self.archive = archive
        self.schedule = schedule
    }

    /// Waits and runs until the task is cancelled; a run that is cancelled goes on with the next one.
    ///
    /// A run that fails is tried again after a minute, then after longer and longer, up to an hour; after an hour at
    /// once where it cannot pass by itself.
    /// - Parameter tell: is told of each run and, at the beginning and where clocks were changed, of waiting; and with
    ///   that when the next run is.
    public func run(tell: @escaping @Sendable (News, _ next: Timestamp) async -> Void) async {
        guard var agenda = await begin(tell) else { return }
        var told: Timestamp?
        while !Task.isCancelled {
            let now = archive.time.now
            let due = agenda.due(at: now)
            guard due > now else {
                guard let news = await perform(&agenda) else { return }
                let next = agenda.due(at: archive.time.now)
                await tell(news, next)
                told = next
                continue
            }
            if due != told { await tell(.waiting, due) }
            told = due
            try? await archive.time.sleep(for: min(due - now, Self.glance))
        }
    }

    /// Runs the archive once; nil where the task was cancelled.
    private func perform(_ agenda: inout ArchiveAgenda) async -> News? {
        let now = archive.time.now
        agenda.begin(at: now)
        do throws(ArchivingError) {
            let report = try await archive.run(endedBy: now)
            agenda.succeeded()
            return .finished(report)
        } catch {
            guard !Task.isCancelled else { return nil }
            guard error != .busy else {
                agenda.wasBusy(at: archive.time.now)
                return .busy
            }
            archive.logger.debug("Archiving failed; trying again", metadata: ["error": "\(error)"])
            agenda.failed(error, at: archive.time.now)
            return .failed(error)
        }
    }

    /// What is to be done first, as soon as the store can be asked; nil where the task is cancelled before.
    private func begin(_ tell: @Sendable (News, _ next: Timestamp) async -> Void) async -> ArchiveAgenda? {
        var backOff = ArchiveBackOff()
        while !Task.isCancelled {
            do throws(ArchivingError) {
                return try await agenda(at: archive.time.now)
            } catch {
                guard !Task.isCancelled else { return nil }
                let wait = backOff.failed(error)
                await tell(.failed(error), archive.time.now + wait)
                try? await archive.time.sleep(for: wait)
            }
        }
        return nil
    }

    private func agenda(at now: Timestamp) async throws(ArchivingError) -> ArchiveAgenda {
        try await archive.inOwnTerms {
            let calendar = try ArchiveCalendar(of: try await archive.store.archiveIdentity())
            let missed = schedule.last(until: now, in: calendar)
            let waiting = try await archive.store.daysToArchive(endedBy: missed, limit: 1)
            return ArchiveAgenda(schedule, in: calendar, from: now, isBehind: !waiting.isEmpty)
        }
    }
}
