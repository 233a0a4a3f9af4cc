import ArgumentParser
import Foundation
import SalesCore
import SalesCurl

/// `salesctl doctor`: looks whether everything is as it should be.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the installation: store, channels, TLS, clock; each failure says what to do.",
        discussion: """
            Examples:
              salesctl doctor
              salesctl doctor --keys
            """
    )

    @Flag(name: .long, help: "List the keys of the configuration file instead.")
    var keys = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        let terminal = Terminal(noColour: options.noColor)
        if keys { return listKeys(terminal) }
        try await Session.report(on: terminal) {
            let findings = await Diagnosis(options: options).run()
            switch options.format {
            case .json: terminal.out(try JSONOutput.text(findings))
            case .table:
                for finding in findings {
                    let mark = finding.isFine ? Style.green("ok  ", on: terminal) : Style.red("FAIL", on: terminal)
                    terminal.out("\(mark)  \(finding.subject.padding(to: 14))\(PlainText.safe(finding.message))")
                }
            }
            if let failed = findings.first(where: { !$0.isFine }) { throw ExitCode(failed.status) }
        }
    }

    private func listKeys(_ terminal: Terminal) {
        var table = Table([.init("KEY"), .init("VALUE"), .init("MEANING; WHAT HOLDS WITHOUT IT")])
        for key in SettingKey.all { table.add([key.name, key.kind.rawValue, key.help]) }
        for line in table.lines(width: max(terminal.width, 160)) { terminal.out(line) }
    }
}

/// One thing that was looked at.
struct Finding: Encodable {
    let subject: String
    let isFine: Bool
    let message: String
    /// The exit code that the finding earns; 0 for none.
    let status: Int32

    static func fine(_ subject: String, _ message: String) -> Finding {
        Finding(subject: subject, isFine: true, message: message, status: 0)
    }

    static func failed(_ subject: String, _ message: String, _ status: ExitStatus) -> Finding {
        Finding(subject: subject, isFine: false, message: message, status: status.rawValue)
    }
}

/// Looks at everything that a working installation needs, and changes nothing but the store's own schema.
struct Diagnosis {
    let options: GlobalOptions

    func run() async -> [Finding] {
        var findings = [Finding.fine("salesctl", SalesCtl.version), clock()]
        do {
            let settings = try await AppSettings(options: options)
            findings.append(.fine("configuration", settings.configurationPath ?? "none; the defaults hold"))
            findings.append(authorities(settings))
            findings += channels(settings)
            findings.append(await store(settings))
        } catch {
            let failure = CommandFailure(error)
            findings.append(.failed("configuration", failure.message, failure.status))
        }
        return findings
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
        if let named = settings.authoritiesFile {
            return FileManager.default.isReadableFile(atPath: named)
                ? .fine("TLS", "certificates are verified against \(named)")
                : .failed("TLS", "tls.ca_file: there is no file \(named) that can be read.", .notFound)
        }
        guard let file = CertificateAuthorities.system.file else {
            return .failed(
                "TLS",
                "No certificate authorities were found. Install them: apt-get install ca-certificates.",
                .unexpected
            )
        }
        return .fine("TLS", "certificates are verified against \(file)")
    }

    private func channels(_ settings: AppSettings) -> [Finding] {
        settings.channelDescriptions.map { entry in
            entry.target.hasPrefix("not set up") || entry.target == "unknown"
                ? .failed("channel", "\(entry.channel): \(entry.target)", .badData)
                : .fine("channel", "\(entry.channel): \(entry.target)")
        }
    }

    private func store(_ settings: AppSettings) async -> Finding {
        do {
            let composition = try await Composition(options: options, terminal: Terminal(noColour: true))
            let session = try await composition.session()
            let page = try await session.store.products(matching: .all, after: nil, limit: maximumPageSize)
            await composition.close()
            let count = page.next == nil ? "\(page.elements.count)" : "more than \(page.elements.count)"
            return .fine("store", "\(settings.storeName) opens and is up to date; \(count) products")
        } catch {
            let failure = CommandFailure(error)
            return .failed("store", "\(settings.storeName): \(failure.message)", failure.status)
        }
    }
}
