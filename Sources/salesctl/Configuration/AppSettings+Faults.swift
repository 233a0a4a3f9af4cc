import Foundation
import SalesCore
import SalesCurl
import SalesNotify

/// Whether the settings can be used, judged once and alike for every command that reads them.
extension AppSettings {
    /// Reads the settings, and refuses them where any command could not use them.
    static func judged(
        options: GlobalOptions,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> AppSettings {
        let settings = try await AppSettings(options: options, environment: environment)
        if let fault = settings.faults.first { throw fault }
        return settings
    }

    /// What is wrong with values that could be read, each with the setting's name; nothing where all is well.
    ///
    /// Files that settings name are not opened: a service may read what the shell that installs it may not, and a secret of
    /// another machine's is no reason not to list what is tracked.
    var faults: [CommandFailure] {
        let judgements: [() throws -> Void] = [
            { _ = try hostOptions() },
            { _ = try proxyServer() },
            { _ = try settingAddresses() },
            judgeMail,
            judgeWebhook,
            judgeNtfy,
            judgeApprise,
            { _ = try webOrigin() },
            { if people.base != nil { _ = try linkBase() } },
            { if people.secret.path == nil, people.secret.isSet { _ = try linkKey() } },
            { if channels.contains(.sms) { _ = try textService() } },
            judgeArchive,
        ]
        return judgements.compactMap { judge in
            do {
                try judge()
                return nil
            } catch {
                return CommandFailure(error)
            }
        }
    }

    private func judgeMail() throws {
        guard ses == nil, mail != nil || channels.contains(.email) else { return }
        _ = mail?.password.path == nil ? try mailServer() : try mailServer(password: nil)
        _ = try mailSender()
    }

    private func judgeArchive() throws {
        guard archive.place != nil else {
            guard archive.schedule == nil else {
                throw origins.failure("archive.schedule", "is set, but archive.to is not: where shall days go?")
            }
            return
        }
        guard case .bucket(let name, let prefix) = try archivePlace(nil) else { return }
        _ = try s3Place(name, prefix)
    }

    private func judgeWebhook() throws {
        guard webhook != nil || channels.contains(.webhook) else { return }
        _ = try webhookURL()
        if webhook?.secret.path == nil { _ = try webhookSecrets() }
    }

    private func judgeNtfy() throws {
        guard ntfy != nil || channels.contains(.ntfy) else { return }
        _ = try ntfyTopic()
        if ntfy?.token.path == nil { _ = try ntfyLogin() }
    }

    private func judgeApprise() throws {
        guard apprise != nil || channels.contains(.apprise) else { return }
        _ = try appriseServer()
        if apprise?.key.path == nil { _ = try appriseTarget() }
    }
}
