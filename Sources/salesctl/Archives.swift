import SalesAWS
import SalesCompression
import SalesCore
import SalesCurl
import SalesFiles

/// The archive that the settings name, opened for one command.
extension Session {
    /// The store as one that can be archived.
    func archivedStore() throws -> any PriceArchive.Store {
        guard let store = store as? any PriceArchive.Store else {
            throw CommandFailure(.store, "This store cannot be archived.")
        }
        return store
    }

    /// Does something with the archive of the store, and ends what was begun for it.
    ///
    /// - Parameters:
    ///   - place: what the option says.
    ///   - option: which names the place.
    ///   - isNewPlace: whether it may be empty although there is an archive elsewhere.
    ///   - showsProgress: whether the live line is its own.
    func withArchive(
        at place: String?,
        by option: String = "--to",
        isNewPlace: Bool = false,
        showsProgress: Bool = true,
        _ body: (PriceArchive) async throws -> Void
    ) async throws {
        let store = try archivedStore()
        let engine = CurlEngine(policy: .trusted, limits: S3Archiver.engineLimits)
        let progress = ArchiveProgressLine(terminal: showsProgress ? terminal : nil)
        var archiving = settings.archive.settings
        archiving.takesEmptyPlace = isNewPlace
        do {
            let archive = PriceArchive(
                of: store,
                in: try settings.archiver(at: try settings.archivePlace(place, by: option), engine: engine),
                packer: ObjectPacker(),
                settings: archiving,
                time: time,
                logger: logger,
                progress: { progress.show($0) }
            )
            try await body(archive)
        } catch {
            progress.end()
            await engine.shutdown()
            throw error
        }
        progress.end()
        await engine.shutdown()
    }

    /// The days of which prices are in the archive alone; none where the store cannot be archived.
    func daysOutOfStore() async throws -> [ArchiveDay] {
        try await (store as? any ArchiveLedger)?.daysOutOfStore() ?? []
    }

    /// Warns on standard error that days are in the archive alone, if there are any, and of what that means here.
    ///
    /// - Parameters:
    ///   - words: what goes on from “The prices of 3 days are only in the archive”.
    ///   - earlier: days that were before something was read.
    func warnOfArchivedDays(_ words: String, and earlier: [ArchiveDay] = []) async throws {
        let days = Set(try await daysOutOfStore()).union(earlier)
        guard !days.isEmpty else { return }
        let count = CountedNoun.text(days.count, "day")
        Self.warn(["The prices of \(count) are only in the archive\(words)"], on: terminal)
    }

    /// Does something with the archive that the settings have run each day; with nil where they do not.
    func withScheduledArchive(_ body: (ScheduledArchive?) async throws -> Void) async throws {
        guard let schedule = settings.archive.schedule else { return try await body(nil) }
        try await withArchive(at: nil, showsProgress: false) { archive in
            try await body(ScheduledArchive(of: archive, at: schedule))
        }
    }
}

extension AppSettings {
    /// What keeps objects at a place.
    func archiver(at place: ArchivePlace, engine: CurlEngine) throws -> any Archiver {
        switch place {
        case .folder(let path): return FileArchiver(folder: path)
        case .bucket(let name, let prefix):
            var options = try curlOptions()
            // The proxy is for pages.
            options.proxy = nil
            let http = CurlHTTPClient(engine: engine, options: options)
            let chain = awsCredentials(http)
            let time = SystemTime()
            return S3Archiver(
                in: try s3Place(name, prefix),
                options: S3Archiver.Options(encryption: archive.encryption),
                client: AWSClient(http: http, credentials: CredentialCache(chain, time: time), time: time)
            )
        }
    }
}

/// What an archive is busy with, as the live line of a terminal; nothing without one.
struct ArchiveProgressLine: Sendable {
    let terminal: Terminal?

    func show(_ progress: ArchiveProgress) {
        let rows = CountedNoun.text(progress.rows, "row")
        let share =
            progress.total.map { total in total > 0 ? " · \(min(100, progress.rows * 100 / total)) %" : "" } ?? ""
        terminal?.showStatus("\(progress.run): \(progress.phase.words) · \(rows)\(share)")
    }

    func end() { terminal?.showStatus(nil) }
}

extension ArchiveProgress.Phase {
    fileprivate var words: String {
        switch self {
        case .freezing: "setting aside"
        case .writing: "writing"
        case .comparing: "reading back and comparing"
        case .purging: "removing from the store"
        case .verifying: "checking"
        case .reading: "reading"
        case .restoring: "bringing back"
        }
    }
}
