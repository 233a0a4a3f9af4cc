/// When an archive that runs by a schedule runs next, by what came of its runs so far.
///
/// Pure: whoever asks says what time it is. Clocks may be put forward and back at any time: a date has one run, however
/// often it is shown, and none is waited for longer than two days.
struct ArchiveAgenda: Sendable {
    private let schedule: ArchiveSchedule
    private let calendar: ArchiveCalendar
    /// The next moment of the schedule that no run was begun for.
    private var scheduled: Timestamp
    private var backOff = ArchiveBackOff()
    /// When a run was found to be needed before the schedule asks for one, and how long it is waited for.
    private var again: (since: Timestamp, wait: Duration)?

    /// Two days, each of 25 hours: what is farther away is so because clocks were put back by more than a day.
    static let farthest = Duration.seconds(50 * 3_600)
    /// How long after finding that somebody else archives it is looked whether they came to an end.
    static let busyWait = Duration.seconds(600)

    /// An agenda that begins at a moment.
    ///
    /// - Parameter isBehind: whether something waits that the last moment of the schedule was for.
    init(_ schedule: ArchiveSchedule, in calendar: ArchiveCalendar, from now: Timestamp, isBehind: Bool) {
        self.schedule = schedule
        self.calendar = calendar
        scheduled = isBehind ? schedule.last(until: now, in: calendar) : schedule.next(after: now, in: calendar)
    }

    /// When the next run is due, as things stand at a moment.
    mutating func due(at now: Timestamp) -> Timestamp {
        if scheduled - now > Self.farthest { scheduled = schedule.next(after: now, in: calendar) }
        guard let again else { return scheduled }
        // Clocks that were put back say nothing of how long it was waited.
        return min(scheduled, now < again.since ? now : again.since + again.wait)
    }

    /// Notes that a run begins, which is for all that the schedule asked for until then.
    mutating func begin(at now: Timestamp) {
        if scheduled <= now { scheduled = schedule.next(after: now, in: calendar) }
    }

    /// Notes that it ended well.
    mutating func succeeded() {
        backOff.succeeded()
        again = nil
    }

    /// Notes that it failed.
    mutating func failed(_ error: ArchivingError, at now: Timestamp) {
        again = (now, backOff.failed(error))
    }

    /// Notes that somebody else archives.
    mutating func wasBusy(at now: Timestamp) {
        again = (now, Self.busyWait)
    }
}
