import Foundation
import HTTPTypes
import SalesCurl

/// How pages are asked for.
extension AppSettings {
    /// What every page and single hosts get.
    func curlOptions() throws(CommandFailure) -> CurlOptions {
        var result = CurlOptions(contact: contact, name: "SalesTracker/\(SalesCtl.version)")
        if let userAgent { result.userAgent = userAgent }
        result.acceptLanguage = acceptLanguage
        result.authorities = try authorities()
        result.proxy = try proxyServer()
        result.hosts = try hostOptions()
        return result
    }

    /// What single hosts get, by their sites.
    func hostOptions() throws(CommandFailure) -> [String: HostOptions] {
        var result: [String: HostOptions] = [:]
        for (site, host) in hosts { result[site] = try options(host) }
        return result
    }

    private func options(_ host: Host) throws(CommandFailure) -> HostOptions {
        var result = HostOptions(userAgent: host.userAgent, acceptLanguage: host.acceptLanguage)
        for (name, value) in host.fields {
            guard let field = HTTPField.Name(name) else {
                throw failure(host, "headers", "names “\(name)”, which is no field name.")
            }
            if let instead = Self.fieldsElsewhere[field] {
                throw failure(host, "headers", "names \(field), which \(instead).")
            }
            result.fields[field] = value
        }
        for pair in (host.cookies ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty else {
                throw failure(host, "cookies", "must be “name=value; name=value”.")
            }
            result.cookies[parts[0]] = parts[1]
        }
        return result
    }

    private func failure(_ host: Host, _ key: String, _ words: String) -> CommandFailure {
        origins.failure(["hosts", host.name, key], words)
    }

    /// Fields that are not taken from `headers`, and what decides them.
    private static let fieldsElsewhere: [HTTPField.Name: String] = {
        var result: [HTTPField.Name: String] = [
            .userAgent: "is set with hosts.NAME.user_agent", .cookie: "is set with hosts.NAME.cookies",
            .proxyAuthorization: "is set with proxy_username and proxy_password",
        ]
        for name in HostOptions.reservedFields where result[name] == nil {
            result[name] = "the program decides itself"
        }
        return result
    }()
}
