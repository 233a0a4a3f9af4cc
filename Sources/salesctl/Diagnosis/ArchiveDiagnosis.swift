import Foundation
import Logging
import SalesAWS
import SalesCore
import SalesCurl

/// Whether the archive that the settings name can be reached and is this store's, and whether days wait for it; nothing
/// is written there.
struct ArchiveDiagnosis {
    let settings: AppSettings
    let store: any PriceArchive.Store
    /// How a moment is written into a sentence.
    let moment: (Timestamp) -> String

    /// How long the place may take to answer.
    private static let patience = Duration.seconds(20)
    /// A day that was over for longer should be archived.
    private static let delay = Duration.seconds(86_400)

    /// Nothing where no archive is set.
    func findings(at now: Timestamp) async -> [Finding] {
        guard settings.archive.place != nil else { return [] }
        return await [place()] + work(at: now)
    }

    private func place() async -> Finding {
        let engine = CurlEngine(policy: .trusted, limits: S3Archiver.engineLimits)
        let finding: Finding
        do {
            let place = try settings.archivePlace(nil)
            let archive = PriceArchive(
                of: store,
                in: try settings.archiver(at: place, engine: engine),
                settings: settings.archive.settings,
                logger: Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() }
            )
            finding = Self.finding(
                try await Self.owner(of: archive),
                at: place,
                hasArchived: try await store.lastManifest() != nil
            )
        } catch {
            finding = .failed("archive", CommandFailure(error))
        }
        await engine.shutdown()
        return finding
    }

    /// Whose the place is; nil where it does not answer in time.
    private static func owner(of archive: PriceArchive) async throws -> PriceArchive.Owner? {
        try await withThrowingTaskGroup(of: PriceArchive.Owner?.self) { group in
            group.addTask { try await archive.placeOwner() }
            group.addTask {
                try await SystemTime().sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// What a place is to whoever set it up.
    ///
    /// - Parameter hasArchived: whether the store has archived days, wherever.
    static func finding(_ owner: PriceArchive.Owner?, at place: ArchivePlace, hasArchived: Bool) -> Finding {
        if case .folder(let path) = place, owner != nil, !FileManager.default.isWritableFile(atPath: path) {
            return .failed(
                "archive",
                "\(place.shown) cannot be written. Let your user write there, or name another folder.",
                .refused
            )
        }
        return switch owner {
        case .own: .fine("archive", "\(place.shown) can be read and is this store's")
        case .nobody where hasArchived:
            .warning(
                "archive",
                "\(place.shown) is nobody's, and holds none of the days that this store has archived. Is its disk"
                    + " mounted, and archive.to right? The next run writes nothing there unless it has --new-place."
            )
        case .nobody:
            .fine("archive", "\(place.shown) can be read and is nobody's; the first run makes it this store's")
        case nil:
            .failed(
                "archive",
                "\(place.shown) has not answered for \(patience.components.seconds) s. Look at the service and at what"
                    + " lies between, and whether archive.s3.endpoint is right.",
                .temporary
            )
        }
    }

    /// When something was archived last, and whether days have waited for long.
    private func work(at now: Timestamp) async -> [Finding] {
        do {
            var findings: [Finding] = []
            if let last = try await store.lastManifest() {
                findings.append(.fine("archive", "\(last.run) was archived last, on \(moment(last.verifiedAt))"))
            }
            let waiting = try await store.daysToArchive(endedBy: now - Self.delay, limit: maximumPageSize)
            if let oldest = waiting.first {
                findings.append(
                    .warning(
                        "archive",
                        "Not archived for more than a day since they were over: \(CountedNoun.text(waiting.count, "day")),"
                            + " \(oldest) the oldest. Run `salesctl archive`, which says what is in the way, and have it"
                            + " run each day: by archive.schedule in `watch`, or from cron or a timer."
                    )
                )
            }
            return findings
        } catch {
            return [.failed("archive", FullDisk.failure(of: error, at: settings.store) ?? CommandFailure(error))]
        }
    }
}
