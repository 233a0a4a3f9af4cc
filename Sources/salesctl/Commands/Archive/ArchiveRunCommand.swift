import ArgumentParser
import SalesCore
import ServiceLifecycle

/// `salesctl archive run`.
struct ArchiveRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Archive every finished day that is not archived yet, oldest first, and forget what is old.",
        discussion: """
            A day is finished when it is over in the zone that `migrate` chose. Run it once a day, from cron, a timer or a \
            scheduled task, or let it run with --schedule, which SIGINT (Ctrl-C) and SIGTERM end. A second one that \
            starts meanwhile ends at once with 75, and with --schedule looks again later.
            Examples:
              salesctl archive run --to file:/srv/prices
              salesctl archive run --to s3://my-bucket/prices --dry-run
              salesctl archive run --to file:/srv/prices --day 2026-11-24
              salesctl archive run --to file:/srv/prices --schedule 00:05
            """
    )

    @OptionGroup(title: "Which archive") var which: ArchiveOptions

    @OptionGroup(title: "Which days") var days: ArchivedDays

    @Flag(name: .long, help: "Say which days wait, and how many rows of each, and change nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Begin in a place that is empty although this store has an archive elsewhere.")
    var newPlace = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Go on, and run each day when the clocks of the store's zone show this time, as 00:05.",
            valueName: "time"
        )
    )
    var schedule: ScheduleText?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        guard schedule == nil || !dryRun && days.day == nil && !newPlace else {
            throw ValidationError("--schedule takes every day as it ends: leave out --day, --dry-run and --new-place.")
        }
    }

    func run() async throws {
        if let schedule { return try await runDaily(at: schedule.schedule) }
        try await Session.run(options, use: dryRun ? .reading : .changing) { session in
            try await session.withArchive(at: which.to, isNewPlace: newPlace) { archive in
                guard !dryRun else {
                    try await session.untilInterrupted { try await archive.checkPlace() }
                    return try await ArchivePlanOutput(session, day: days.day?.day).show(in: session)
                }
                guard let day = days.day?.day else {
                    return try await runAll(archive, session)
                }
                let report = try await session.untilInterrupted { try await archive.run(day, endedBy: session.now) }
                let known = try await session.archivedStore().archiveRuns(of: day...day, after: nil, limit: 1)
                let isEmpty = known.elements.isEmpty
                try show(
                    report,
                    session,
                    ifNothing: isEmpty ? "The store has no rows of \(day)." : "\(day) is archived already."
                )
            }
        }
    }

    /// Each day is said as it is done: a log is to have it also where a later one fails.
    private func runAll(_ archive: PriceArchive, _ session: Session) async throws {
        let report = try await session.untilInterrupted {
            try await archive.run(endedBy: session.now) { manifest in
                if session.format == .table { session.terminal.out(manifest.line) }
            }
        }
        switch session.format {
        case .json: try session.json(ArchiveReportJSON(report))
        case .table:
            for line in report.forgottenLines { session.terminal.out(line) }
            if report.lines.isEmpty { session.terminal.out("Every finished day is archived.") }
        }
    }

    private func runDaily(at schedule: ArchiveSchedule) async throws {
        try await Session.run(options, use: .working, isLasting: true) { session in
            try await session.withArchive(at: which.to) { archive in
                // What is wrong with the place is said now, and not at night.
                try await archive.checkPlace()
                let display = ScheduledArchiveDisplay(session: session)
                let service = ArchiveService(archive: ScheduledArchive(of: archive, at: schedule), display: display)
                try await session.serve(service)
                display.end()
            }
        }
    }

    private func show(_ report: PriceArchive.Report, _ session: Session, ifNothing nothing: String) throws {
        switch session.format {
        case .json: try session.json(ArchiveReportJSON(report))
        case .table: for line in report.lines.isEmpty ? [nothing] : report.lines { session.terminal.out(line) }
        }
    }
}

/// A time of day as `--schedule` takes it.
struct ScheduleText: ExpressibleByArgument {
    let schedule: ArchiveSchedule

    /// Reads `00:05`; nil for anything else.
    init?(argument: String) {
        guard let schedule = ArchiveSchedule(argument) else { return nil }
        self.schedule = schedule
    }
}

/// An archive that runs by a schedule, as a service that ends on a graceful shutdown.
private struct ArchiveService: ServiceLifecycle.Service, CustomStringConvertible {
    let archive: ScheduledArchive
    let display: ScheduledArchiveDisplay

    var description: String { "archive" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await archive.run { display.show($0, next: $1) }
        }
    }
}
