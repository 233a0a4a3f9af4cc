import Foundation
import SalesCore
import SalesNotify
import SalesSQLite

/// Looks at everything that a working installation needs, and changes nothing but the store's own schema.
struct Diagnosis {
    let options: GlobalOptions

    func run() async -> [Finding] {
        var findings = [Finding.fine("salesctl", SalesCtl.version)] + LibraryDiagnosis.findings() + [clock()]
        let settings: AppSettings
        do {
            settings = try await AppSettings(options: options)
        } catch {
            return findings + [.failed("configuration", CommandFailure(error))]
        }
        findings.append(.fine("configuration", settings.configurationPath ?? "none; the defaults hold"))
        findings += settings.warnings.map { .warning("configuration", $0) }
        var others = [authorities(settings)]
        others += await NetworkDiagnosis(settings: settings).proxy()
        others += await channels(settings)
        others += LinkDiagnosis.findings(settings)
        others += folder(settings)
        others += await store(settings)
        return findings + Self.faults(settings.faults, unlessIn: others) + others
    }

    /// What every command refuses the settings for, where it is not found with what it is about.
    static func faults(_ faults: [CommandFailure], unlessIn findings: [Finding]) -> [Finding] {
        faults.filter { fault in !findings.contains { $0.state == .failed && $0.message.contains(fault.message) } }
            .map { .failed("configuration", $0) }
    }

    /// The day this program was written: no clock that is right shows an earlier one.
    private static let earliest = Timestamp(milliseconds: 1_795_478_400_000)
    /// Ten years later, for clocks that run wild.
    private static let latest = Timestamp(milliseconds: 2_110_838_400_000)

    private func clock() -> Finding {
        let now = SystemTime().now
        guard now >= Self.earliest, now <= Self.latest else {
            return .failed(
                "clock",
                "The clock says \(now). Set it (timedatectl set-ntp true): TLS and every time shown depend on it.",
                .unexpected
            )
        }
        return .fine("clock", now.description)
    }

    private func authorities(_ settings: AppSettings) -> Finding {
        do {
            return .fine("TLS", "certificates are verified against \(try AuthoritiesFile.path(settings))")
        } catch {
            return .failed("TLS", CommandFailure(error))
        }
    }

    private func channels(_ settings: AppSettings) async -> [Finding] {
        var findings = settings.channelWarnings.map { Finding.warning("channels", $0) }
        for entry in settings.channelDescriptions {
            let line = "\(entry.channel): \(entry.target)"
            switch Channel(rawValue: entry.channel) {
            case .desktop: findings.append(DesktopDiagnosis.finding(line))
            case .email where settings.ses != nil: findings.append(await AWSDiagnosis.finding(line, settings))
            case .sms where settings.sns != nil: findings.append(await AWSDiagnosis.finding(line, settings))
            case .email: findings.append(await NetworkDiagnosis(settings: settings).mail(line))
            case .webhook, .ntfy, .apprise: findings.append(service(entry.channel, line, settings))
            default: findings.append(.fine("channel", line))
            }
        }
        return findings
    }

    /// Whether what the settings say of a web service can be used; it is not asked.
    private func service(_ channel: String, _ line: String, _ settings: AppSettings) -> Finding {
        do {
            switch Channel(rawValue: channel) {
            case .ntfy: (_, _) = (try settings.ntfyTopic(), try settings.ntfyLogin())
            case .apprise: (_, _) = (try settings.appriseServer(), try settings.appriseTarget())
            default: (_, _) = (try settings.webhookURL(), try settings.webhookSecrets())
            }
            return .fine("channel", line)
        } catch {
            return .failed("channel", CommandFailure(error))
        }
    }

    /// Whether the folder of the store's file takes files, or the first one above it that is there.
    private func folder(_ settings: AppSettings) -> [Finding] {
        guard case .sqlite(let path) = settings.store else { return [] }
        var folder = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent()
        let files = FileManager.default
        while !files.fileExists(atPath: folder.path), folder.path != "/" { folder.deleteLastPathComponent() }
        return [
            files.isWritableFile(atPath: folder.path)
                ? .fine("data folder", "\(folder.path) can be written")
                : .failed(
                    "data folder",
                    "\(folder.path) cannot be written. Give your user write permission, or name another file with "
                        + "--store.",
                    .store
                )
        ]
    }

    private func store(_ settings: AppSettings) async -> [Finding] {
        let name = settings.store.shown
        do {
            let composition = try await Composition(
                options: options,
                settings: settings,
                terminal: Terminal(noColour: true)
            )
            var findings = [await products(in: composition.store, name)]
            findings += await ReputationDiagnosis.findings(composition.store)
            findings += await texts(settings, composition)
            if let server = composition.server { findings += await ServerDiagnosis.findings(server) }
            findings += await archive(settings, composition)
            await composition.close()
            return findings
        } catch {
            let failure = FullDisk.failure(of: error, at: settings.store) ?? CommandFailure(error)
            // What no command takes the settings for is said of the configuration, and is no fault of the store.
            guard !settings.faults.contains(where: { $0.message == failure.message }) else {
                return [.warning("store", "\(name) was not opened, because the configuration cannot be used.")]
            }
            return [.failed("store", "\(name): \(failure.message)", failure.status)]
        }
    }

    /// What keeps texts to people from being sent.
    private func texts(_ settings: AppSettings, _ composition: Composition) async -> [Finding] {
        let moment = await composition.clock().sentences(options.format)
        do {
            return try await TextStanding.warnings(settings, composition.store, at: SystemTime().now, moment: moment)
                .map { .warning("texts", $0) }
        } catch {
            return [.failed("texts", FullDisk.failure(of: error, at: settings.store) ?? CommandFailure(error))]
        }
    }

    private func archive(_ settings: AppSettings, _ composition: Composition) async -> [Finding] {
        guard let store = composition.store as? any PriceArchive.Store else { return [] }
        let moment = await composition.clock().sentences(options.format)
        return await ArchiveDiagnosis(settings: settings, store: store, moment: moment).findings(at: SystemTime().now)
    }

    private func products(in store: any TrackingStore, _ name: String) async -> Finding {
        do {
            let page = try await store.products(matching: .all, after: nil, limit: maximumPageSize)
            let most = CountedNoun.text(page.elements.count, "product")
            return .fine("store", "\(name) opens and is up to date; \(page.next == nil ? most : "more than \(most)")")
        } catch {
            let failure = CommandFailure(error)
            return .failed("store", "\(name): \(failure.message)", failure.status)
        }
    }
}
