import SalesCore
import SalesCurl

/// Connects to what the configuration names beside shops: the proxy and the mail server.
struct NetworkDiagnosis {
    let settings: AppSettings

    /// How long each may take.
    private static let patience = Duration.seconds(5)

    /// Asks the proxy itself for a page; any answer shows that it is there.
    func proxy() async -> [Finding] {
        guard let text = settings.proxy else { return [] }
        let url: PageURL
        do {
            let named = try PageURL(text)
            url = try PageURL("\(named.scheme.rawValue)://\(named.authority)/")
        } catch {
            return [.failed("proxy", settings.origins.failure("proxy", "cannot be used. \(error)"))]
        }
        let engine = CurlEngine(policy: .trusted)
        var options = CurlOptions(contact: settings.contact, name: "SalesTracker/\(SalesCtl.version)")
        if let file = settings.authoritiesFile { options.authorities = CertificateAuthorities(file: file) }
        options.connectTimeout = Self.patience
        let limits = FetchLimits(deadline: Self.patience, redirects: 0)
        let finding: Finding
        do throws(FetchError) {
            _ = try await CurlFetcher(engine: engine, options: options).fetch(FetchRequest(url: url, limits: limits))
            finding = .fine("proxy", "\(url.authority) answers")
        } catch  where [.dns, .connection, .timeout, .tls].contains(error.code) {
            finding = .failed("proxy", "\(url.authority) cannot be reached as a proxy. \(error.message)", .temporary)
        } catch {
            // An answer that is none of a web server's is an answer.
            finding = .fine("proxy", "\(url.authority) answers")
        }
        await engine.shutdown()
        return [finding]
    }

    /// Logs in at the mail server, and sends nothing.
    func mail(_ line: String) async -> Finding {
        do {
            let (server, authorities) = try Composition.mailServer(settings)
            do {
                _ = try await CurlMail(authorities: authorities).checkLogin(at: server, deadline: Self.patience)
            } catch {
                let status: ExitStatus = error.advice == .never ? .noAnswer : .temporary
                return .failed("channel", "\(line). \(error.message)", status)
            }
            return .fine("channel", "\(line), which answers\(server.user == nil ? "" : " and takes the password")")
        } catch {
            return .failed("channel", CommandFailure(error))
        }
    }
}
